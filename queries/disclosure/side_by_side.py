"""Work on parts that do not depend on each other, as many at a time as the machine has processors."""

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from queries.disclosure.model import Model

Part = TypeVar("Part")
Result = TypeVar("Result")

WORTHWHILE = 4_000
"""With fewer finest cells than this the work is done before a process has begun."""
_shared: tuple[Any, ...] = ()
"""In a process of the pool: what all parts need, sent to it once."""


def side_by_side(
    work: Callable[..., Result], parts: Sequence[Part], shared: tuple[Model, *tuple[Any, ...]]
) -> Iterator[tuple[Part, Result]]:
    """Each part with what work(*shared, part) gives, in the parts' order.

    Work is a function of a module, and what it is given can be sent to another process; what it changes in that it
    must give back.
    """
    processors = min(multiprocessing.cpu_count(), len(parts))
    if len(shared[0].truth) < WORTHWHILE or processors < 2:
        for part in parts:
            yield part, work(*shared, part)
        return
    # A forked copy of a process with threads may hang; a spawned one never does.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors, context, _share, shared) as pool:
        yield from zip(parts, pool.map(_do, [work] * len(parts), parts), strict=True)


def _share(*shared: Any) -> None:
    global _shared  # noqa: PLW0603
    _shared = shared


def _do(work: Callable[..., Result], part: Part) -> Result:
    return work(*_shared, part)
