"""Checking values against a schema, by Cerberus. Nothing else in the toolkit knows Cerberus.

It never normalises: what is checked is what was typed. Its errors come out as `Mismatch`es, one a leaf.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from cerberus import Validator
from cerberus.errors import (
    BAD_TYPE,
    REQUIRED_FIELD,
    UNALLOWED_VALUE,
    UNKNOWN_FIELD,
    BaseErrorHandler,
    ErrorDefinition,
    ValidationError,
)
from cerberus.schema import DefinitionSchema

from istoolkit.definitions.formats import FORMATS, is_nothing, to_be_confirmed
from istoolkit.definitions.schema import Field, Schema, load
from istoolkit.finding import Path

_WRONG_FORMAT = ErrorDefinition(0x1001, "format")
_NOTHING = ErrorDefinition(0x1002, "type")
_KINDS = {
    UNKNOWN_FIELD.code: "unknown",
    REQUIRED_FIELD.code: "missing",
    BAD_TYPE.code: "type",
    UNALLOWED_VALUE.code: "allowed",
    _WRONG_FORMAT.code: "format",
    _NOTHING.code: "empty",
}


MOST = 200
"""The most misfits that are told of a file or a list. One with more is something else than a definition."""


class Mismatch(NamedTuple):
    """A value that does not fit its schema: where, which rule, the value and the field where there is one."""

    path: Path
    kind: str
    value: Any
    field: Field | None


_PLAIN = {"type": "string"}
"""The rules of a text that may say anything."""


class _Leaves(BaseErrorHandler):  # type: ignore[misc]
    """Gives Cerberus' errors as a flat list, the groups taken apart."""

    def __call__(self, errors: Iterable[ValidationError]) -> list[ValidationError]:
        return [leaf for error in errors for leaf in self._leaves(error)]

    def _leaves(self, error: ValidationError) -> Iterator[ValidationError]:
        if not error.is_group_error:
            yield error
        for child in error.child_errors or ():
            yield from self._leaves(child)


class _Checker(Validator):  # type: ignore[misc]
    """Cerberus with formats, and with texts marked TBC let pass whatever is wanted there.

    Nothing may be empty unless its field says so. What is most often right is looked at first: Cerberus takes its time.
    """

    mandatory_validations = ()

    def _error(self, *error: Any) -> None:
        """Cerberus sorts all its errors again for each one more."""
        if len(self._errors) < MOST:
            super()._error(*error)

    def _validate_type(self, wanted: Any, field: str, value: Any) -> None:
        """{'type': ['string', 'list'], 'check_with': 'type'}"""
        if to_be_confirmed(value):
            self._drop_remaining_rules()
        elif self._is_nothing(field, value):
            self._error(field, _NOTHING)
            self._drop_remaining_rules()
        elif wanted != "string" or type(value) is not str:
            super()._validate_type(wanted, field, value)

    def _is_nothing(self, field: str, value: Any) -> bool:
        if not value:
            return value != {} and not self.schema[field].get("empty")
        return is_nothing(value)

    def _validate_schema(self, schema: Any, field: str, value: Any) -> None:
        """{'type': ['dict', 'string'], 'anyof': [{'check_with': 'schema'}, {'check_with': 'bulk_schema'}]}"""
        if (
            schema != _PLAIN
            or type(value) is not list
            or not all(type(each) is str and not is_nothing(each) for each in value)
        ):
            super()._validate_schema(schema, field, value)

    def _validate_allowed(self, allowed: Any, field: str, value: Any) -> None:
        """{'type': 'container'}"""
        if isinstance(value, str):  # the entries of a list are looked at one by one
            super()._validate_allowed(allowed, field, value)

    def _validate_format(self, name: str, field: str, value: Any) -> None:
        """{'type': 'string'}"""
        if isinstance(value, str) and value and not FORMATS[name].fits(value):
            self._error(field, _WRONG_FORMAT)


class _Trusted(DefinitionSchema):  # type: ignore[misc]
    """Rules that Cerberus does not check again at every start: our tests check the schemas in full."""

    def validate(self, schema: Any = None) -> None:
        """Do nothing."""


def mismatches(document: str, value: Any) -> list[Mismatch]:
    """Return what does not fit in a document of a type. ``value`` is what the reader made of the file."""
    if not isinstance(value, dict):
        return [Mismatch((), "type", value, None)]
    checker = _checker(document)
    checker.validate(value, normalize=False)
    schema = load(document)
    return [_mismatch(schema, value, error) for error in checker.errors[:MOST]]


def _mismatch(schema: Schema, value: Any, error: ValidationError) -> Mismatch:
    path = tuple(error.document_path)
    kind = _KINDS[error.code]
    return Mismatch(path, kind, error.value, field_at(schema, path))


def field_at(schema: Schema, path: Path) -> Field | None:
    """Return the field that a path in a document leads to; None where the schema has none."""
    fields = schema.fields
    found: Field | None = None
    for step in path:
        found = found.item if isinstance(step, int) and found else fields.get(str(step))
        if found is None:
            return None
        fields = found.fields
    return found


@cache
def _checker(document: str) -> _Checker:
    checker = _Checker(error_handler=_Leaves)
    checker.schema = _Trusted(checker, rules_of(document))
    return checker


def rules_of(document: str) -> dict[str, Any]:
    """Return the Cerberus schema of a document type."""
    return {name: cerberus_rules(each) for name, each in load(document).fields.items()}


def check_in_full(document: str) -> None:
    """Have Cerberus check the schema itself. Raises cerberus.SchemaError where it is wrong."""
    _Checker(rules_of(document))


def cerberus_rules(each: Field) -> dict[str, Any]:
    """Return the Cerberus rules of a field."""
    rules: dict[str, Any] = {"type": each.types[0] if len(each.types) == 1 else list(each.types)}
    if each.required:
        rules["required"] = True
    if each.may_be_empty:
        rules["empty"] = True
    if each.allowed:
        rules["allowed"] = list(each.allowed)
    if each.format:
        rules["format"] = each.format
    if each.item is not None:
        rules["schema"] = cerberus_rules(each.item)
    elif each.is_section:
        rules["schema"] = {name: cerberus_rules(inner) for name, inner in each.fields.items()}
    return rules
