import threading

from digitreader.ui.read.seats import Seats


def test_there_are_as_many_seats_as_said() -> None:
    seats = Seats(2)
    assert seats.sit("a", 0)
    assert seats.sit("b", 0)
    assert not seats.sit("c", 0.01)
    seats.rise()
    assert seats.sit("c", 0)


def test_who_came_first_is_seated_first_though_others_ask_meanwhile() -> None:
    seats = Seats(1)
    assert seats.sit("a", 0)
    assert not seats.sit("b", 0)
    assert not seats.sit("c", 0)
    seats.rise()
    assert not seats.sit("c", 0)  # b's turn
    assert seats.sit("b", 0)


def test_who_leaves_the_line_holds_up_nobody() -> None:
    seats = Seats(1)
    assert seats.sit("a", 0)
    assert not seats.sit("b", 0)
    seats.leave("b")
    seats.leave("nobody")
    seats.rise()
    assert seats.sit("c", 0)


def test_who_waits_is_seated_as_soon_as_somebody_rises() -> None:
    seats = Seats(1)
    assert seats.sit("a", 0)
    seated: list[bool] = []
    waiter = threading.Thread(target=lambda: seated.append(seats.sit("b", 30)))
    waiter.start()
    seats.rise()
    waiter.join(30)
    assert seated == [True]


def test_a_seat_kept_for_who_leaves_goes_to_the_next() -> None:
    seats = Seats(1)
    assert seats.sit("a", 0)
    assert not seats.sit("b", 0)
    assert not seats.sit("c", 0)
    seats.rise()  # b is called, and leaves before he comes
    seats.leave("b")
    assert seats.sit("c", 0)
    assert not seats.sit("d", 0)


def test_the_line_is_as_long_as_there_are_who_stand_in_it() -> None:
    seats = Seats(1)
    assert seats.sit("a", 0)
    assert seats.standing == 0
    assert not seats.sit("b", 0)
    assert not seats.sit("c", 0)
    assert seats.standing == 2
    seats.leave("b")
    assert seats.standing == 1
