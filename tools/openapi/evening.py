"""One evening with the client that openapi-generator makes: python3 evening.py ADDRESS."""

import sys
import time
import uuid

import comic_pile
from comic_pile.rest import ApiException


def refused(call) -> ApiException:
    try:
        call()
    except ApiException as refusal:
        return refusal
    raise AssertionError("not refused")


configuration = comic_pile.Configuration(host=sys.argv[1])
name = f"python-{time.time_ns()}"

with comic_pile.ApiClient(configuration) as client:
    tokens = comic_pile.AuthApi(client).register(
        comic_pile.Registration(
            username=name, email=f"{name}@example.org", password="correct horse"
        )
    )
    configuration.access_token = tokens.access_token
    threads = comic_pile.ThreadsApi(client)
    dice = comic_pile.DiceApi(client)
    sessions = comic_pile.SessionsApi(client)

    before = sessions.get_current_session()
    assert before.id is None and before.active_thread is None, before

    for title in ("Saga", "Hellboy Omnibus"):
        added = threads.add_thread_with_http_info(
            comic_pile.NewThread(title=title, format="Comic", issues_remaining=3)
        )
    version = int(added.headers["Pile-Version"])

    queue = comic_pile.QueueApi(client).get_queue(pile_version=version)
    assert [thread.title for thread in queue.threads] == ["Saga", "Hellboy Omnibus"], queue

    pick = dice.roll()
    assert pick.result >= 1, pick

    rated = dice.rate_thread(
        comic_pile.NewRating(rating=4.5, issues_read=1), idempotency_key=str(uuid.uuid4())
    )
    assert rated.last_rating == 4.5 and rated.queue_position == 1, rated

    undone = comic_pile.UndoApi(client).undo()
    assert undone.undone[0].type == "rate", undone
    assert undone.session.active_thread.id == pick.thread_id, undone

    refusal = refused(lambda: threads.get_thread(0))
    assert refusal.status == 404 and refusal.data.detail == "Thread 0 not found", refusal
