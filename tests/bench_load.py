"""Many at once: thirty sessions that each change a choice every ten seconds, as a browser would, over websockets.

python -m tests.bench_load [seconds] prints how long a change takes, what fails, and what a session costs in memory.
"""

import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.serving import PROJECT, running
from tests.browser.stream import opened, whole_run

SESSIONS = 30
EVERY = 10.0
SHORT = 40.0
PAGES = ("", "resultat", "konsfordelning", "anmalare", "budget")
PERIODS = ("2024", "2023", "2022", "2024H1")
MEGABYTE = 1024 * 1024


def lines(seconds: float = SHORT) -> list[tuple[str, float, float]]:
    """Name, value and limit of each figure; prints the rest."""
    with tempfile.TemporaryDirectory() as folder, running(PROJECT / "sample_data", Path(folder)) as (address, server):
        _warm(address)
        before = _resident(server)
        start = time.monotonic() + 5
        with ThreadPoolExecutor(SESSIONS) as pool:
            visits = [pool.submit(_visit, address, number, start, seconds) for number in range(SESSIONS)]
            early = _later(server, start + seconds / 2)
            late = _later(server, start + seconds - 1)
            told = [visit.result() for visit in visits]
    times = [took for session, _ in told for took in session]
    failed = sum(faults for _, faults in told)
    slowest = quantiles(times, n=20)[-1]
    print(
        f"{SESSIONS} sessioner, {len(times)} ändrade val på {seconds:.0f} s: median {1000 * median(times):.0f} ms, "
        f"p95 {1000 * slowest:.0f} ms; minne {before:.0f} MB före, {early:.0f} halvvägs, {late:.0f} sist"
    )
    return [
        (f"{SESSIONS} sessioner: ändrat val, p95, s", slowest, 1.0),
        (f"{SESSIONS} sessioner: fel", failed, 0.0),
        (f"{SESSIONS} sessioner: MB minne per session", (late - before) / SESSIONS, 5.0),
    ]


def _warm(address: str) -> None:
    """Every page and choice once: what is kept for all visitors is no session's."""
    for page in PAGES:
        with opened(address, {}) as stream:
            for period in PERIODS:
                whole_run(stream, _asked(page, period))


def _visit(address: str, number: int, start: float, seconds: float) -> tuple[list[float], int]:
    """The seconds of each change of one session, and how many ended otherwise than they should."""
    chance = random.Random(number)
    page = PAGES[number % len(PAGES)]
    times, faults = [], 0
    with opened(address, {}) as stream:
        whole_run(stream, _asked(page, PERIODS[0]))
        due = start + chance.random() * EVERY
        while due < start + seconds:
            time.sleep(max(due - time.monotonic(), 0))
            began = time.monotonic()
            seen = whole_run(stream, _asked(page, chance.choice(PERIODS[1:])))
            times.append(time.monotonic() - began)
            faults += any(ForwardMsg.FromString(frame).delta.new_element.HasField("alert") for frame in seen.frames)
            due += EVERY
    return times, faults


def _asked(page: str, period: str) -> BackMsg:
    """What the browser sends for a choice that stands in the address."""
    return BackMsg(rerun_script=ClientState(page_name=page, query_string=f"period={period}"))


def _later(server: int, moment: float) -> float:
    time.sleep(max(moment - time.monotonic(), 0))
    return _resident(server)


def _resident(server: int) -> float:
    """Megabytes the process holds."""
    status = Path(f"/proc/{server}/status").read_text(encoding="utf-8")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) * 1024 / MEGABYTE


if __name__ == "__main__":
    for name, value, limit in lines(float(sys.argv[1]) if len(sys.argv) > 1 else SHORT):
        print(f"{'klarar ' if value <= limit else 'ÖVER   '} {value:6.2f}  (högst {limit:.2f})  {name}")
