"""Names that people take for the same: folded alike, and kept so by the database."""

import unicodedata
from typing import Any

from django.db import models


def fold(name: str) -> str:
    """The name without what people overlook: capitals, spaces beside spaces, forms of a letter.

    Done here, because not every database knows the capitals of the Kazakh letters.
    """
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


class FoldedField(models.CharField):  # type: ignore[type-arg] # one type in, the same out
    """The folded text of another field, written whenever the row is: for a unique constraint."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        """`of`: the name of the field whose text is folded."""
        self.of = of
        super().__init__(*args, **kwargs | {"editable": False})

    def deconstruct(self) -> Any:
        """What a migration has to know."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002
        """Fold anew: the text may have changed."""
        folded = fold(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, folded)
        return folded
