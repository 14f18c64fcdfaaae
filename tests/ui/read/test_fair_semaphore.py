import threading

import pytest

from digitreader.ui.read.fair_semaphore import FairSemaphore


def test_there_are_as_many_slots_as_said() -> None:
    semaphore = FairSemaphore(2)
    assert semaphore.acquire("a", 0)
    assert semaphore.acquire("b", 0)
    assert not semaphore.acquire("c", 0.01)
    semaphore.release()
    assert semaphore.acquire("c", 0)


def test_whoever_came_first_is_served_first_though_others_ask_meanwhile() -> None:
    semaphore = FairSemaphore(1)
    assert semaphore.acquire("a", 0)
    assert not semaphore.acquire("b", 0)
    assert not semaphore.acquire("c", 0)
    semaphore.release()
    assert not semaphore.acquire("c", 0)  # b's turn
    assert semaphore.acquire("b", 0)


def test_whoever_withdraws_holds_up_nobody() -> None:
    semaphore = FairSemaphore(1)
    assert semaphore.acquire("a", 0)
    assert not semaphore.acquire("b", 0)
    semaphore.withdraw("b")
    semaphore.withdraw("nobody")
    semaphore.release()
    assert semaphore.acquire("c", 0)


def test_a_waiter_is_woken_as_soon_as_a_slot_is_free() -> None:
    semaphore = FairSemaphore(1)
    assert semaphore.acquire("a", 0)
    served: list[bool] = []
    waiter = threading.Thread(target=lambda: served.append(semaphore.acquire("b", 30)))
    waiter.start()
    semaphore.release()
    waiter.join(30)
    assert served == [True]


def test_a_slot_granted_to_one_who_withdraws_goes_to_the_next() -> None:
    semaphore = FairSemaphore(1)
    assert semaphore.acquire("a", 0)
    assert not semaphore.acquire("b", 0)
    assert not semaphore.acquire("c", 0)
    semaphore.release()  # b is granted the slot, and withdraws before taking it
    semaphore.withdraw("b")
    assert semaphore.acquire("c", 0)
    assert not semaphore.acquire("d", 0)


def test_all_who_wait_are_counted() -> None:
    semaphore = FairSemaphore(1)
    assert semaphore.acquire("a", 0)
    assert semaphore.waiting == 0
    assert not semaphore.acquire("b", 0)
    assert not semaphore.acquire("c", 0)
    assert semaphore.waiting == 2
    semaphore.withdraw("b")
    assert semaphore.waiting == 1


def test_a_block_holds_its_slot_until_it_ends_however_it_ends() -> None:
    slots = FairSemaphore(1)

    def broken() -> None:
        with slots.slot():
            assert not slots.acquire("another", 0.0)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()
    assert slots.acquire("another", 0.0)
