package dev.chit.client.watch;

import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.UnseenChange;
import dev.chit.client.state.v1.UnseenChit;
import dev.chit.client.state.v1.UnseenFile;
import dev.chit.client.state.v1.UnseenGroupMessage;
import dev.chit.client.state.v1.UnseenGroupNews;
import dev.chit.client.state.v1.UnseenMemo;
import dev.chit.client.state.v1.UnseenMessage;
import dev.chit.client.state.v1.UnseenNotice;
import dev.chit.client.state.v1.UnseenPayment;
import dev.chit.client.state.v1.UnseenRefused;
import dev.chit.client.state.v1.UnseenRequest;
import dev.chit.client.state.v1.UnseenRow;
import dev.chit.client.state.v1.UnseenSettled;
import dev.chit.client.state.v1.UnseenTalk;
import dev.chit.client.state.v1.UnseenWarning;
import java.sql.SQLException;

/// What no listener has seen yet: kept in the profile, so that it waits for the next one.
public final class Unseen {
  /// Beyond this the oldest are dropped; they stay in the history.
  public static final int ROWS_MAX = 10_000;

  private Unseen() {}

  public static void add(Tables tables, UnseenMessage.Builder message) throws SQLException {
    add(tables, UnseenRow.newBuilder().setMessage(message));
  }

  public static void add(Tables tables, UnseenPayment.Builder payment) throws SQLException {
    add(tables, UnseenRow.newBuilder().setPayment(payment));
  }

  public static void add(Tables tables, UnseenMemo.Builder memo) throws SQLException {
    add(tables, UnseenRow.newBuilder().setMemo(memo));
  }

  public static void add(Tables tables, UnseenSettled.Builder settled) throws SQLException {
    add(tables, UnseenRow.newBuilder().setSettled(settled));
  }

  public static void add(Tables tables, UnseenRefused.Builder refused) throws SQLException {
    add(tables, UnseenRow.newBuilder().setRefused(refused));
  }

  public static void add(Tables tables, UnseenRequest.Builder request) throws SQLException {
    add(tables, UnseenRow.newBuilder().setRequest(request));
  }

  public static void add(Tables tables, UnseenChit.Builder chit) throws SQLException {
    add(tables, UnseenRow.newBuilder().setChit(chit));
  }

  public static void add(Tables tables, UnseenTalk.Builder talk) throws SQLException {
    add(tables, UnseenRow.newBuilder().setTalk(talk));
  }

  public static void add(Tables tables, UnseenGroupMessage.Builder message) throws SQLException {
    add(tables, UnseenRow.newBuilder().setGroupMessage(message));
  }

  public static void add(Tables tables, UnseenGroupNews.Builder news) throws SQLException {
    add(tables, UnseenRow.newBuilder().setGroupNews(news));
  }

  public static void add(Tables tables, UnseenFile.Builder file) throws SQLException {
    add(tables, UnseenRow.newBuilder().setFile(file));
  }

  public static void add(Tables tables, UnseenChange.Builder change) throws SQLException {
    add(tables, UnseenRow.newBuilder().setChange(change));
  }

  public static void add(Tables tables, UnseenNotice.Builder notice) throws SQLException {
    add(tables, UnseenRow.newBuilder().setNotice(notice));
  }

  public static void warn(Tables tables, String code, String message) throws SQLException {
    add(
        tables,
        UnseenRow.newBuilder()
            .setWarning(UnseenWarning.newBuilder().setCode(code).setMessage(message)));
  }

  private static void add(Tables tables, UnseenRow.Builder row) throws SQLException {
    tables.unseen.add(null, null, row.build());
    tables.unseen.keepNewest(ROWS_MAX);
  }
}
