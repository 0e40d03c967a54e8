"""What a reader of an export must know: which file is for which program, and how to cite it.

The same sections stand in README.txt and on the first sheet of the workbook.
"""

from __future__ import annotations

from pathlib import Path

from cmp.tables.exports.fields import Content

README = "README.txt"

# A heading and the paragraphs below it.
Section = tuple[str, list[str]]


def write_readme(content: Content, folder: Path) -> list[str]:
    """README.txt, whose first words say UTF-8 to Windows; the name of the file."""
    about, *others = sections(content)
    parts = [about, *_files(content), *others]
    text = "\n\n".join("\n".join((heading, *lines)) for heading, lines in parts)
    (folder / README).write_text(text + "\n", "utf-8-sig")
    return [README]


def sections(content: Content) -> list[Section]:
    """What the tables are, how many rows they have, how to cite them, and how far to trust them."""
    say, facts = content.say, content.facts
    rows = [
        say("export.table", table=table, n=frame.height, about=say(f"table.{table}.about"))
        for table, frame in content.tables.items()
    ]
    about = [say("site.summary", **facts), say("export.made", **facts)]
    cite = [say("export.cite", **facts), say("site.trust"), say("export.rights")]
    return [
        (say("export.title", **facts), about),
        (say("export.tables"), rows),
        (say("export.cite_heading"), cite),
    ]


def _files(content: Content) -> list[Section]:
    """A section for each format written, with the lines that read it in other programs."""
    columns = ", ".join(
        f"{field.table}.{field.name}"
        for fields in content.fields.values()
        for field in fields
        if field.codes
    )
    return [
        (
            content.say(f"export.format.{name}"),
            [
                content.say(f"export.format.{name}.about", columns=columns),
                content.say(f"export.format.{name}.use"),
            ],
        )
        for name in content.formats
    ]
