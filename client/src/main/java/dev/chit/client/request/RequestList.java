package dev.chit.client.request;

import dev.chit.client.ChitException;
import dev.chit.client.ChitRefusedException;
import dev.chit.client.MoneyRequest;
import dev.chit.client.state.ProfileStore;
import dev.chit.client.state.SealedTable.Row;
import dev.chit.client.state.v1.RequestRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Looks requests up.
public final class RequestList {
  private static final int ROWS_AT_ONCE = 500;

  private final ProfileStore store;
  private final InstantSource clock;

  public RequestList(ProfileStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Newest first, those before a position that are wanted.
  public List<MoneyRequest> newest(int limit, long before, Predicate<MoneyRequest> wanted)
      throws ChitException, InterruptedException {
    var found = new ArrayList<MoneyRequest>();
    long from = before;
    while (found.size() < limit) {
      long start = from;
      List<Row<RequestRow>> rows = store.run(tables -> tables.requests.before(start, ROWS_AT_ONCE));
      if (rows.isEmpty()) {
        break;
      }
      for (MoneyRequest request : shown(rows)) {
        if (found.size() < limit && wanted.test(request)) {
          found.add(request);
        }
      }
      from = rows.getLast().sequence();
    }
    return found;
  }

  /// Those that came before what they are about are not shown.
  private List<MoneyRequest> shown(List<Row<RequestRow>> rows)
      throws ChitException, InterruptedException {
    return store.run(
        tables -> {
          var shown = new ArrayList<MoneyRequest>();
          for (Row<RequestRow> row : rows) {
            if (row.value().getAmount() != 0) {
              shown.add(RequestRows.request(tables, row, clock.instant()));
            }
          }
          return shown;
        });
  }

  /// How a request is now.
  public MoneyRequest now(MoneyRequest request) throws ChitException, InterruptedException {
    return store.run(
        tables ->
            RequestRows.request(
                tables,
                tables
                    .requests
                    .find(RequestRows.key(request.outgoing(), request.other(), request.id()))
                    .orElseThrow(
                        () ->
                            new ChitRefusedException(
                                "unknown-request", "There is no such request.")),
                clock.instant()));
  }
}
