"""Worker processes share a queue, which hands each item to one process, whichever is free."""

import errno
import os

import pytest

from microsite.workers import MOST_TOKENS, Queue, Worker, can_fork, start_ready_worker, take_ready_worker

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes cannot be forked here")


def taken_by(queue: Queue[int]) -> bytes:
    """Take items until the queue is empty, as the processes in these tests do."""
    return b" ".join(b"%d" % item for item in queue)


@pytest.mark.parametrize("count", [0, 1, 7, MOST_TOKENS, 3 * MOST_TOKENS + 1])
def test_each_item_goes_to_one_process(count):
    """Three workers and this process take every item between them, and none twice."""
    queue = Queue(range(count))
    workers = [Worker(lambda: taken_by(queue)) for _ in range(3)]
    taken = [*map(int, taken_by(queue).split())]
    queue.close()
    for worker in workers:
        taken += map(int, (worker.result() or b"").split())
    assert sorted(taken) == list(range(count))


def test_one_slow_process_holds_up_nobody():
    """While one process is busy with one item, the others take the rest."""
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
    """Once the queue is closed, a worker takes no more items."""
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
    """A result larger than a pipe's buffer arrives complete."""
    assert Worker(lambda: b"x" * 30_000_000).result() == b"x" * 30_000_000


def test_no_more_pipes(monkeypatch):
    """If the system allows no more pipes, this process does all of the work."""

    def none_left():
        raise OSError(errno.EMFILE, "too many")

    monkeypatch.setattr(os, "pipe", none_left)
    queue = Queue(range(5))
    worker = Worker(lambda: taken_by(queue))
    assert list(queue) == list(range(5))
    queue.close()
    assert worker.result() is None
    start_ready_worker((), "", "")
    assert take_ready_worker() is None
