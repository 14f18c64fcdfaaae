"""Every threshold of the reader with its unit and reason: a module for each stage, in the order of the stages."""

from dataclasses import dataclass

from digitreader.settings.advice import AdviceSettings
from digitreader.settings.decision import CalibrationSettings, DecisionSettings
from digitreader.settings.ink import InkSettings
from digitreader.settings.intake import CropRotateSettings, NameSettings, PdfSettings, PhotoSettings, ZipSettings
from digitreader.settings.layout import LayoutSettings
from digitreader.settings.recognition import NetworkSettings, RecognitionSettings


@dataclass(frozen=True)
class Settings:
    """How a photo is read, a part for each stage; the defaults were chosen by measuring (see model/DIARY.md).

    To change a threshold, name its part; what is not named keeps its default.

    >>> settings = Settings(ink=InkSettings(faintest_ink=0.05))
    >>> settings.ink.faintest_ink, settings.ink.noise_factor
    (0.05, 4.0)

    From other settings, replace it in its part.

    >>> from dataclasses import replace
    >>> replace(settings, ink=replace(settings.ink, noise_factor=3.0)).ink.faintest_ink
    0.05
    """

    photo: PhotoSettings = PhotoSettings()
    crop_rotate: CropRotateSettings = CropRotateSettings()
    zip: ZipSettings = ZipSettings()
    pdf: PdfSettings = PdfSettings()
    names: NameSettings = NameSettings()
    ink: InkSettings = InkSettings()
    layout: LayoutSettings = LayoutSettings()
    networks: NetworkSettings = NetworkSettings()
    recognition: RecognitionSettings = RecognitionSettings()
    calibration: CalibrationSettings = CalibrationSettings()
    decision: DecisionSettings = DecisionSettings()
    advice: AdviceSettings = AdviceSettings()
