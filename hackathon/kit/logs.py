"""What must not stand in a log."""

import logging
import re

SECRETS = re.compile(
    r"(/invitations/\d+-)[\w-]+|([?&](?:code|key|token)=)[^&\s]+|(\bshq_)[\w-]+"  # keys of the API
)


class HideSecrets(logging.Filter):
    """Takes the tokens out of addresses before a line is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without its secrets."""
        line = record.getMessage()
        if SECRETS.search(line):
            record.msg, record.args = SECRETS.sub(r"\1\2\3...", line), ()
        return True
