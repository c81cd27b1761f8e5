"""The description of the API: made from the code, so that it says what the code does."""

import re
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from hackathon.kit.shapes import DeniedOutput, RefusalOutput

WRITES = ("POST", "PUT", "PATCH", "DELETE")


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A person's key in the header `Authorization`."""

    target_class = "hackathon.api.keys.ByToken"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """As OpenAPI says it."""
        return {"type": "http", "scheme": "bearer"}


class HouseSchema(AutoSchema):
    """Every act is tagged by its app, and says how it may be refused."""

    def get_tags(self) -> list[str]:
        """The app that the door belongs to."""
        return [type(self.view).__module__.partition(".")[0]]

    def get_operation_id(self) -> str:
        """The door and the method: `application_send_post`."""
        words = re.sub(r"(?<!^)(?=[A-Z])", "_", type(self.view).__name__)
        return f"{words}_{self.method}".lower()

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The act with the ways in which it is refused."""
        operation = super().get_operation(*args, **kwargs)
        if operation:
            for code, words in self.refusals():
                operation["responses"].setdefault(code, words)
        return operation

    def refusals(self) -> list[tuple[str, dict[str, Any]]]:
        """Every other answer that an act may get."""
        denied = self._answer(DeniedOutput, "Not let in, or there is no such thing.")
        found = [("401", denied), ("403", denied), ("404", denied), ("429", denied)]
        if self.method in WRITES:
            wrong = {"type": "object", "additionalProperties": {}}
            words = "What is wrong, by the names of the fields."
            found.append(("400", {"content": self._json(wrong), "description": words}))
            found.append(("415", denied))
            found.append(("409", self._answer(RefusalOutput, "A rule of the hackathon said no.")))
        return found

    def _answer(self, output: Any, words: str) -> dict[str, Any]:
        shape = self.resolve_serializer(output, "response").ref
        return {"content": self._json(shape), "description": words}

    def _json(self, shape: dict[str, Any]) -> dict[str, Any]:
        return {"application/json": {"schema": shape}}


def inputs_take_no_other_fields(result: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
    """Say of every shape that is read what it does with names that it does not have."""
    for name, shape in result["components"]["schemas"].items():
        if "Input" in name:
            shape["additionalProperties"] = False
    return result
