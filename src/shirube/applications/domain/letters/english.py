"""Letters in English."""

from __future__ import annotations

_END = """
This mail was sent automatically. Replies are not read.
{city_name}"""

ENGLISH = {
    "received": (
        "[{city_name}] We have received your application ({receipt_number})",
        """Dear {recipient_name},

We have received your application: {procedure_name}
Receipt number: {receipt_number}

The section in charge will now look at it. You can follow it on the city's website under "Status of my application".
Please give the receipt number when you contact us.
"""
        + _END,
    ),
    "returned": (
        "[{city_name}] Please correct your application ({receipt_number})",
        """Dear {recipient_name},

Something in your application needs to be corrected: {procedure_name}
Receipt number: {receipt_number}

Open "Status of my application" on the city's website. It says what to correct; you can correct it there and send it again.
The days you need for this are not counted in our processing time.
"""
        + _END,
    ),
    "decided": (
        "[{city_name}] There is a decision on your application ({receipt_number})",
        """Dear {recipient_name},

There is a decision on your application: {procedure_name}
Receipt number: {receipt_number}

You can read it on the city's website under "Status of my application". To protect your privacy it is not in this mail.
"""
        + _END,
    ),
    "document_ready": (
        "[{city_name}] Your document is ready ({receipt_number})",
        """Dear {recipient_name},

Your document is ready: {procedure_name}
Receipt number: {receipt_number}

Please download it on the city's website under "Status of my application". This is possible for a limited time, so please
save it soon. If the time is over, contact the section in charge.
"""
        + _END,
    ),
    "message": (
        "[{city_name}] There is a message about your application ({receipt_number})",
        """Dear {recipient_name},

The section in charge has written to you about your application: {procedure_name}
Receipt number: {receipt_number}

Please read it on the city's website under "Status of my application". You can answer there.
"""
        + _END,
    ),
    "represented_told": (
        "[{city_name}] Somebody has applied on your behalf ({receipt_number})",
        """Dear {recipient_name},

Somebody has applied on your behalf: {procedure_name}
Receipt number: {receipt_number}

If you do not know about this, please tell the city at once.
"""
        + _END,
    ),
    "draft_expiring": (
        "[{city_name}] Your unfinished application will be deleted soon",
        """Dear {recipient_name},

You have begun an application and not sent it yet: {procedure_name}
For your safety we delete the draft if you do not continue by {expires_on}.

To continue, sign in on the city's website and open "Applications and drafts". Otherwise there is nothing to do.
"""
        + _END,
    ),
}
