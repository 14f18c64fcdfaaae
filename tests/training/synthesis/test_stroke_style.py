import numpy as np

from digitreader.training.synthesis.stroke_style import draw_pen, draw_stroke_style


def test_styles_stay_within_what_can_be_read() -> None:
    styles = [draw_stroke_style(np.random.default_rng(seed)) for seed in range(300)]
    assert all(-0.15 <= style.gap <= 0.8 and 0.4 < style.stretch < 2 and abs(style.slant) < 0.8 for style in styles)
    assert 0.1 < np.mean([style.even > 0 for style in styles]) < 0.25
    assert 0.05 < np.mean([style.joined > 0 for style in styles]) < 0.25


def test_pens_are_even_broad_or_soft() -> None:
    pens = [draw_pen(np.random.default_rng(seed)) for seed in range(300)]
    assert all(0.03 <= pen.width <= 0.17 and 0 < pen.taper <= 1 and 0 < pen.faint <= 1 for pen in pens)
    assert not any(pen.downstroke and pen.nib for pen in pens)
    assert min(sum(map(bool, kind)) for kind in zip(*((p.downstroke, p.nib) for p in pens), strict=True)) > 20
