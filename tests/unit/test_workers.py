"""A queue hands each of its items to one process, whichever is free."""

import os

import pytest

from microsite.workers import MOST_TOKENS, Queue, Worker, can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes cannot be forked here")


def taken_by(queue: Queue[int]) -> bytes:
    """What a process does here: it takes items to the end."""
    return b" ".join(b"%d" % item for item in queue)


@pytest.mark.parametrize("count", [0, 1, 7, MOST_TOKENS, 3 * MOST_TOKENS + 1])
def test_each_item_goes_to_one_process(count):
    """Three processes and this one take every item between them, and none of them twice."""
    queue = Queue(range(count))
    workers = [Worker(lambda: taken_by(queue)) for _ in range(3)]
    taken = [*map(int, taken_by(queue).split())]
    queue.close()
    for worker in workers:
        taken += map(int, (worker.result() or b"").split())
    assert sorted(taken) == list(range(count))


def test_one_slow_process_holds_up_nobody():
    """While a process is busy with one item, the others take all the rest."""
    queue = Queue(range(100))
    goes_on, lets_go_on = os.pipe()

    def busy() -> bytes:
        first = next(iter(queue))
        os.close(lets_go_on)
        os.read(goes_on, 1)
        return b"%d " % first + taken_by(queue)

    worker = Worker(busy)
    others: list[int] = []
    while len(others) < 98:
        others.append(next(iter(queue)))
    os.write(lets_go_on, b"!")
    result = worker.result() or b""
    others += map(int, taken_by(queue).split())
    assert sorted([*map(int, result.split()), *others]) == list(range(100))


def test_closed_queue_ends_the_others():
    """When the build is stopped, other processes end after the item that they are working on."""
    queue = Queue(range(1000))
    goes_on, lets_go_on = os.pipe()

    def slow() -> bytes:
        os.read(goes_on, 1)
        return taken_by(queue)

    worker = Worker(slow)
    queue.close()
    queue.close()
    os.write(lets_go_on, b"!")
    assert worker.result() == b""


def test_large_result():
    """A result that is larger than any pipe arrives as a whole."""
    assert Worker(lambda: b"x" * 30_000_000).result() == b"x" * 30_000_000
