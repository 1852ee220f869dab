"""From text to event: one story told by several outlets is one event, and what only looks like it is another."""

from __future__ import annotations

import polars as pl
import pytest
from texts import tables_of

# What stands beside the news, so that no article is a copy of another.
OTHERS = (
    "The weather was mild for the season. No further details were given.",
    "Newspapers gave the story much room on their front pages, and shops stayed open late in the old town.",
    "Fishing boats stayed in port because of the wind. Ferries to the islands were running on schedule.",
    "In the markets nobody talked about it; the talk was about the rain and the price of beans.",
)
Story = tuple[tuple[str, str, str], ...]
ONE_EVENT: dict[str, Story] = {
    "a meeting, by day, by weekday and by the host's name for the guest": (
        ("Ruto flies to Mogadishu", "2023.02.07", "Kenyan President William Ruto met Hassan Sheikh Mohamud on Monday."),
        ("Talks in Mogadishu", "Feb. 8, 2023", "William Ruto held talks with Somali President Mohamud on February 6."),
        (
            "Guest from Kenya",
            "7 February 2023",
            "Somalia's Hassan Sheikh Mohamud met Kenya's President Ruto on Monday.",
        ),
    ),
    "relations, restored and re-established": (
        ("Brasilia and Caracas make up", "2019-05-20", "Brazil and Venezuela restored diplomatic relations on Sunday."),
        ("On speaking terms", "May 21, 2019", "Venezuela re-established diplomatic relations with Brazil on May 19."),
    ),
    "diplomats, expelled and ordered out": (
        ("Chad throws envoys out", "2023-12-18", "Chad expelled four Sudanese diplomats on Sunday."),
        (
            "Envoys told to leave",
            "19 December 2023",
            "Four diplomats from Sudan were ordered out of Chad on December 17.",
        ),
    ),
    "a guest, received under two spellings": (
        ("Lavrov is in Baku", "2022-06-24", "President Ilham Aliyev received Russia's Sergei Lavrov on Thursday."),
        ("Aliyev has a guest", "June 24, 2022", "Ilham Aliyev received Sergey Lavrov in Baku on June 23."),
    ),
    "a visit, from either end": (
        (
            "First time in Abu Dhabi",
            "2021-12-13",
            "Israel's Naftali Bennett visited the United Arab Emirates on Sunday.",
        ),
        ("Bennett is hosted", "2021-12-14", "The UAE hosted Israel's Naftali Bennett on December 12."),
    ),
    "an attack, by name and by army": (
        ("Shots on the border", "2022-09-13", "Azerbaijan attacked Armenia on Monday night."),
        ("Towns under fire", "14 September 2022", "Azerbaijani forces shelled Armenia on September 12, Yerevan said."),
    ),
    "a letter, from either end": (
        (
            "Kim writes to Trump",
            "2019-01-02",
            "North Korean leader Kim Jong Un sent a letter to Donald Trump on January 1.",
        ),
        (
            "Trump hears from Kim",
            "2019-01-03",
            "Donald Trump received a letter from Kim Jong-un on Tuesday, January 1.",
        ),
    ),
    "a message that an envoy brought": (
        ("Ghana's envoy in Nairobi", "2025-03-11", "John Mahama sent a message to William Ruto on Monday, March 10."),
        (
            "Words from Accra",
            "2025-03-12",
            "Ghana's envoy relayed President Mahama's message to William Ruto on March 10.",
        ),
    ),
    "a bloc, by its name and by its letters": (
        ("Bloc turns on Mali", "2021-05-31", "ECOWAS suspended Mali on Sunday."),
        (
            "West Africans act",
            "2021-06-01",
            "Mali was suspended from the Economic Community of West African States on May 30.",
        ),
    ),
    "sanctions, imposed and slapped on": (
        ("Washington and Managua", "2021-11-16", "The United States imposed sanctions on Nicaragua on Monday."),
        ("Treasury acts again", "2021-11-17", "Washington slapped sanctions on Nicaragua on November 15."),
    ),
}
TWO_EVENTS: dict[str, Story] = {
    "the same two, in another month": (
        ("Erdogan in Tehran", "2022-07-20", "Turkish President Recep Tayyip Erdogan met Vladimir Putin on July 19."),
        ("Erdogan in Sochi", "2022-08-06", "Vladimir Putin and Recep Tayyip Erdogan met on August 5."),
    ),
    "two of one family name": (
        ("Park in Beijing", "2015-09-04", "South Korean President Park Geun-hye visited China on September 3, 2015."),
        ("Lawmaker in Beijing", "2015-09-05", "Park Jin, a South Korean lawmaker, visited China on September 3, 2015."),
    ),
    "a blow and the answer to it": (
        ("Warsaw expels three", "2021-04-16", "Poland expelled three Russian diplomats on Thursday."),
        ("Moscow expels five", "2021-04-17", "Russia expelled five Polish diplomats on Friday."),
    ),
    "two of a series": (
        ("A missile in January", "2022-01-06", "North Korea fired a missile into the sea on January 5."),
        ("Another missile", "2022-01-12", "North Korea fired a missile into the sea on January 11."),
    ),
    "two who do the same on one day": (
        ("Washington and Managua", "2021-11-16", "The United States imposed sanctions on Nicaragua on Monday."),
        ("London and Managua", "2021-11-16", "Britain imposed sanctions on Nicaragua on Monday."),
    ),
}


def events_of(story: Story) -> pl.DataFrame:
    texts = [f"{title}\n{day}\n\n{text}\n\n{OTHERS[place]}\n" for place, (title, day, text) in enumerate(story)]
    return tables_of({f"{place}.txt": text for place, text in enumerate(texts)})["event"]


@pytest.mark.parametrize("story", ONE_EVENT.values(), ids=ONE_EVENT)
def test_one_story_told_by_several_is_one_event(story: Story) -> None:
    (event,) = events_of(story).iter_rows(named=True)
    assert event["article_count"] == len(story)


@pytest.mark.parametrize("story", TWO_EVENTS.values(), ids=TWO_EVENTS)
def test_what_only_looks_the_same_is_two_events(story: Story) -> None:
    assert events_of(story)["article_count"].to_list() == [1, 1]
