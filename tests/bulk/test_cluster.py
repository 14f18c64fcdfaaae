"""The same chunks on a Dask cluster, a real one on this machine."""

import os
import signal
import sys

import pytest
from stacks import make_stack, read_alone, table

from digitreader.bulk.address import Address
from digitreader.bulk.chunks import Chunk
from digitreader.bulk.cluster import Cluster
from digitreader.bulk.executor import TRIES, read_all
from digitreader.bulk.parts import Parts
from digitreader.bulk.rows import Row
from digitreader.bulk.stack import Stack, read_stack
from digitreader.errors import BulkError, SetupError

distributed = pytest.importorskip("distributed", reason="the extra bulk is not installed")


@pytest.fixture(scope="module")
def cluster():
    """Two worker processes of one thread; one that is killed is started again."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster


def pids(cluster):
    with distributed.Client(cluster, set_as_default=False) as client:
        return set(client.run(os.getpid).values())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
def test_a_cluster_that_loses_a_worker_half_way_makes_the_table_that_one_process_makes(cluster, tmp_path, monkeypatch):
    folder = make_stack(tmp_path / "photos", copies=3)
    alone = read_alone(folder, tmp_path / "alone.csv")
    workers, keep, kept = pids(cluster), Parts.keep, []

    def keep_and_kill(self, chunk, rows):
        keep(self, chunk, rows)
        kept.append(chunk.number)
        if len(kept) == 4:
            os.kill(min(workers), signal.SIGKILL)

    monkeypatch.setattr(Parts, "keep", keep_and_kill)
    stack = Stack((str(folder),), tmp_path / "t.csv", chunk=2)
    read_stack(stack, 0, cluster.scheduler_address)
    assert (tmp_path / "t.csv").read_bytes() == alone
    assert sorted(kept) == list(range(13))
    assert min(workers) not in pids(cluster)


def test_a_run_that_one_machine_began_is_ended_by_a_cluster(cluster, tmp_path, monkeypatch):
    folder = make_stack(tmp_path / "photos")
    alone = read_alone(folder, tmp_path / "alone.csv")
    stack, kept, keep = Stack((str(folder),), tmp_path / "t.csv", chunk=2), [], Parts.keep

    def stop(self, chunk, rows):
        if kept:
            raise KeyboardInterrupt
        keep(self, chunk, rows)
        kept.append(chunk)

    monkeypatch.setattr(Parts, "keep", stop)
    with pytest.raises(KeyboardInterrupt):
        read_stack(stack, workers=0)
    monkeypatch.undo()
    read_stack(stack, 0, cluster.scheduler_address)
    assert (tmp_path / "t.csv").read_bytes() == alone
    assert len({row["file"] for row in table(tmp_path / "t.csv")}) == 9


def read_or_die(chunk):
    """Die of one name."""
    if any(photo.name == "deadly" for photo in chunk.photos):
        os._exit(1)
    return tuple(Row(photo.name, 1, "1") for photo in chunk.photos)


def no_networks(chunk):
    raise RuntimeError("no networks here")


def names(*names):
    return tuple(Address(name, name) for name in names)


def test_a_photo_that_kills_its_worker_once_too_often_becomes_a_row(cluster):
    cluster.scheduler.allowed_failures = 0  # by default three workers are lost over it, which takes long
    executor = Cluster(read_or_die, cluster.scheduler_address)
    rows = dict(read_all([Chunk(0, names("deadly"), tries=TRIES - 1), Chunk(1, names("a"))], executor))
    executor.close()
    read = {chunk.number: [row.error or row.text for row in rows] for chunk, rows in rows.items()}
    assert read[1] == ["1"]
    assert "ended the worker" in read[0][0]


def test_what_no_worker_can_do_is_an_error_and_not_a_row(cluster):
    executor = Cluster(no_networks, cluster.scheduler_address)
    with pytest.raises(BulkError, match="no networks here"):
        list(read_all([Chunk(0, names("a"))], executor))
    executor.close()


def test_a_scheduler_that_goes_leaves_what_was_read_to_the_next_start(tmp_path, monkeypatch):
    folder = make_stack(tmp_path / "photos")
    alone = read_alone(folder, tmp_path / "alone.csv")
    stack, keep = Stack((str(folder),), tmp_path / "t.csv", chunk=1), Parts.keep
    monkeypatch.setattr("digitreader.bulk.cluster.CONNECT_SECONDS", 3)
    with distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as own:

        def keep_and_part(self, chunk, rows):
            keep(self, chunk, rows)
            own.close()

        monkeypatch.setattr(Parts, "keep", keep_and_part)
        with pytest.raises(BulkError, match="same command again"):
            read_stack(stack, 0, own.scheduler_address)
    monkeypatch.undo()
    assert Parts(stack.out).read()
    read_stack(stack, workers=0)
    assert stack.out.read_bytes() == alone


def test_a_scheduler_that_does_not_answer_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("digitreader.bulk.cluster.CONNECT_SECONDS", 0.5)
    with pytest.raises(BulkError, match="tcp://127"):
        Cluster(read_or_die, "tcp://127.0.0.1:9")


def test_without_dask_a_scheduler_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SetupError, match=r"digitreader\[bulk\]"):
        Cluster(read_or_die, "tcp://127.0.0.1:8786")
