from digitreader.ui.read.progress_view import EVERY, LOOKS, interval


def test_the_more_people_wait_the_less_often_each_looks() -> None:
    assert interval(0) == EVERY
    assert max(queued / interval(queued) for queued in (10, 50, 100, 1000)) <= LOOKS
