from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Peruvian President Ada Lovelle met reporters on Monday.", "Ada Lovelle", "PER"),
        ("Ada Lovelle, the foreign minister of Norway, met reporters on Monday.", "Ada Lovelle", "NOR"),
        ("Ada Lovelle, the chairman of Alpha Motors, met reporters in Norway on Monday.", "Ada Lovelle", None),
        ("Norwegian opposition leader Ada Lovelle met reporters on Monday.", "Ada Lovelle", None),
        ("Norwegian Labour Minister Ada Lovelle met reporters on Monday.", "Ada Lovelle", "NOR"),
        ("Ada Lovelle met reporters in Norway on Monday.", "Ada Lovelle", None),
    ],
)
def test_an_office_holder_belongs_to_the_state_of_the_office(
    story: Any, text: str, name: str, state: str | None
) -> None:
    (person,) = [entity for entity in story(text).cast.members() if entity.name == name]
    assert person.country_code == state
