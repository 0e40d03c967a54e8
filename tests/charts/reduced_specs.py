"""A chart's specification reduced to what a reader of a snapshot can judge."""

import json
import re
from pathlib import Path

SNAPSHOTS = Path(__file__).parent / "specs"
VIEWS = ("layer", "hconcat", "vconcat", "concat")


def reduced(spec):
    """Marks, fields of the encodings, and the structure of views; no data, no style."""
    kept = {}
    if "mark" in spec:
        mark = spec["mark"]
        kept["mark"] = mark if isinstance(mark, str) else mark["type"]
    if spec.get("encoding"):
        fields = {channel: _field(value) for channel, value in spec["encoding"].items()}
        kept["encoding"] = {channel: field for channel, field in fields.items() if field}
    kept |= {name: [reduced(view) for view in spec[name]] for name in VIEWS if name in spec}
    if "spec" in spec:
        facet = spec["facet"]
        kept["facet"] = facet.get("field") or {k: v["field"] for k, v in facet.items()}
        kept["spec"] = reduced(spec["spec"])
    return kept


def _field(value):
    if isinstance(value, list):
        return " ".join(one["field"] for one in value)
    if "condition" not in value:
        return value.get("field")
    condition = value["condition"]
    first = condition[0] if isinstance(condition, list) else condition
    chosen = first.get("field", first.get("value"))
    # A number in a test comes from the data, not from the form.
    test = re.sub(r"\d+\.\d+", "#", first.get("test", first.get("param")))
    return f"{chosen} if {test}"


def assert_same_spec(chart, name):
    """The chart is as its snapshot says; a snapshot that is missing is written, and fails once."""
    spec = json.dumps(reduced(chart.to_dict()), ensure_ascii=False, indent=1) + "\n"
    assert len(spec.encode()) <= 2048
    path = SNAPSHOTS / f"{name}.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(spec, "utf-8")
        raise AssertionError(f"{path.name} was missing and has been written: read it, run again.")
    assert spec == path.read_text("utf-8")
