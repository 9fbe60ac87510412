"""Numbers that are one value or many draws at once, and the one way of rounding to whole tkr."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Number = float | NDArray[np.float64]
"""A value, or one value per draw."""
Values = Mapping[str, Number]
"""Id of an assumption → what it is taken to be in place of its stated value."""


LAST_BITS = 1e-6


def lowest(first: Number, second: Number) -> Number:
    """The lower of the two, draw by draw."""
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return np.minimum(first, second)
    return min(first, second)


def whole(tkr: float) -> int:
    """Whole tkr; half a thousand upwards, as on paper. The last bits of a float are not what decides."""
    return math.floor(tkr + 0.5 + LAST_BITS)


def one(number: Number) -> float:
    """The number where there are no draws."""
    if isinstance(number, np.ndarray):
        raise TypeError("draws cannot be shown as one number")
    return number
