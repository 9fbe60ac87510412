"""Make the shipped sample anew: python sample_data/make.py [FOLDER]. Deterministic, to the byte."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from finsam_data.forbund import read_forbund  # noqa: E402
from finsam_data.schemas import FACT_TABLES  # noqa: E402
from sample_data.making.facts import FACT_MAKERS  # noqa: E402
from sample_data.making.participation import write_participations  # noqa: E402


def make(folder: Path) -> None:
    """Write every table into the folder, each validated by its schema."""
    for name, schema in FACT_TABLES.items():
        schema.validate(FACT_MAKERS[name](), cast=True).write_parquet(folder / f"{name}.parquet")
    write_participations(folder, read_forbund(HERE))


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
