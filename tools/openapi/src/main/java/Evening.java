import comicpile.client.ApiClient;
import comicpile.client.ApiException;
import comicpile.client.api.AuthApi;
import comicpile.client.api.DiceApi;
import comicpile.client.api.QueueApi;
import comicpile.client.api.SessionsApi;
import comicpile.client.api.ThreadsApi;
import comicpile.client.api.UndoApi;
import comicpile.client.model.MeantAction;
import comicpile.client.model.NewRating;
import comicpile.client.model.NewThread;
import comicpile.client.model.QueuedThread;
import comicpile.client.model.Registration;
import comicpile.client.model.RollView;
import comicpile.client.model.SessionView;
import comicpile.client.model.ThreadView;
import comicpile.client.model.TokenPair;
import comicpile.client.model.Undone;
import java.util.List;
import java.util.UUID;

/** One evening with the client that openapi-generator makes; the argument is the address. */
public final class Evening {

  private Evening() {}

  /** Ends with an error where the client cannot read what the program answers. */
  public static void main(String[] arguments) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    String name = "java-" + System.nanoTime();
    TokenPair tokens =
        new AuthApi(client)
            .register(
                new Registration()
                    .username(name)
                    .email(name + "@example.org")
                    .password("correct horse"));
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + tokens.getAccessToken()));
    ThreadsApi threads = new ThreadsApi(client);
    DiceApi dice = new DiceApi(client);

    SessionView before = new SessionsApi(client).getCurrentSession(null, null);
    check(before.getId() == null && before.getActiveThread() == null, before);

    long version = 0;
    for (String title : List.of("Saga", "Hellboy Omnibus")) {
      version =
          Long.parseLong(
              threads
                  .addThreadWithHttpInfo(
                      new NewThread().title(title).format("Comic").issuesRemaining(3), null, null)
                  .getHeaders()
                  .get("pile-version")
                  .get(0));
    }
    List<String> titles =
        new QueueApi(client)
            .getQueue(null, null, version, null).getThreads().stream()
                .map(QueuedThread::getTitle)
                .toList();
    check(titles.equals(List.of("Saga", "Hellboy Omnibus")), titles);

    RollView pick = dice.roll(null, null);
    check(pick.getResult() >= 1, pick);

    ThreadView rated =
        dice.rateThread(
            new NewRating().rating(4.5).issuesRead(1), UUID.randomUUID().toString(), null);
    check(rated.getLastRating() == 4.5 && rated.getQueuePosition() == 1, rated);

    Undone undone = new UndoApi(client).undo(null, null, new MeantAction());
    check(undone.getUndone().get(0).getType().equals("rate"), undone);
    check(undone.getSession().getActiveThread().getId().equals(pick.getThreadId()), undone);

    try {
      threads.getThread(0L, null, null, null);
      throw new AssertionError("not refused");
    } catch (ApiException refusal) {
      check(
          refusal.getCode() == 404 && refusal.getResponseBody().contains("Thread 0 not found"),
          refusal);
    }
  }

  private static void check(boolean holds, Object otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise.toString());
    }
  }
}
