"""Settings of the API: JSON in, JSON out; people by their session or by a token of theirs."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "hackathon.api.keys.ByToken",  # first: by it a 401 says what to show
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_THROTTLE_CLASSES": [
        "hackathon.kit.limits.VisitorLimit",
        "hackathon.kit.limits.PersonLimit",
    ],
    "DEFAULT_THROTTLE_RATES": {"visitor": "120/min", "person": "600/min"},
    "DEFAULT_SCHEMA_CLASS": "hackathon.api.schema.HouseSchema",
    "DEFAULT_VERSIONING_CLASS": None,
    "DEFAULT_METADATA_CLASS": None,  # OPTIONS tells nothing that the schema does not
    "EXCEPTION_HANDLER": "hackathon.kit.api.refusal_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "SCHEMA_COERCE_PATH_PK": False,
    "NUM_PROXIES": 0,
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Shanyraq",
    "DESCRIPTION": "Hackathons by the rulebook: what can be read and done on the pages.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": None,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["hackathon.api.schema.inputs_take_no_other_fields"],
}
