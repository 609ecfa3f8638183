"""ACLED's event types and sub-types (codebook of 2023), the words every room uses for kinds of events."""

from typing import Final

SUB_EVENT_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    "Explosions/Remote violence": (
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Strategic developments": (
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    ),
}
EVENT_TYPES: Final[tuple[str, ...]] = tuple(SUB_EVENT_TYPES)
EVENT_TYPE_OF: Final[dict[str, str]] = {sub: kind for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}

TYPE_KEYS: Final[dict[str, str]] = {
    "Battles": "battles",
    "Explosions/Remote violence": "explosions",
    "Violence against civilians": "civilians",
    "Protests": "protests",
    "Riots": "riots",
    "Strategic developments": "strategic",
}
"""Short keys for links and symbols: letters only, so that they may enter any markup."""
