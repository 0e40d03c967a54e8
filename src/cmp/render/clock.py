"""What time it is: the machine's clock, or the moment that SOURCE_DATE_EPOCH names."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from cmp.errors import InputError

VARIABLE = "SOURCE_DATE_EPOCH"


def now() -> datetime:
    """This moment with its zone; that of SOURCE_DATE_EPOCH (seconds since 1970, UTC) if it is set.

    Raises:
        InputError: SOURCE_DATE_EPOCH is no such number.
    """
    fixed = os.environ.get(VARIABLE)
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError):
        what = f"{VARIABLE} is {fixed!r}."
        raise InputError(f"{what} Set it to seconds since 1970, or unset it.") from None
