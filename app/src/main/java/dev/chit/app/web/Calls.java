package dev.chit.app.web;

import dev.chit.app.loopback.Page;
import dev.chit.client.ChitClient;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the member's page may ask for.
final class Calls implements Page, AutoCloseable {
  private final Map<String, Call> all;
  private final Map<String, Upload> uploads;
  private final Downloads downloads = new Downloads();
  private final Transfers transfers;
  private final SpoolSweeper sweeper;

  Calls(ChitClient client, Path home, Unread unread, News news) {
    this.transfers = new Transfers(news);
    var spool = new Spool(home);
    this.sweeper = new SpoolSweeper(client, spool);
    var files = new FileCalls(client, news, spool, transfers, downloads, sweeper);
    var drafts = new Drafts();
    var people = new PeopleCalls(client, unread, drafts);
    var groups = new GroupCalls(client, unread, news);
    var talk = new TalkCalls(client, unread, people, groups, drafts, news);
    var wallet = new WalletCalls(client, news);
    var requests = new RequestCalls(client, news, wallet);
    var proof = new ProofCalls(client, people, news);
    var statements = new StatementCalls(client);
    var receipts = new ReceiptCalls(client);
    var chits = new ChitCalls(client, news);
    var search = new SearchCalls(client);
    uploads = Map.of("/api/files/send", files::upload, "/api/chits/read", chits::read);
    all =
        Map.ofEntries(
            Map.entry("/api/start", people::start),
            Map.entry("/api/people", people::list),
            Map.entry("/api/people/find", people::find),
            Map.entry("/api/people/accept", people::accept),
            Map.entry("/api/people/refuse", people::refuse),
            Map.entry("/api/people/block", people::block),
            Map.entry("/api/people/unblock", people::unblock),
            Map.entry("/api/people/safety-number", proof::safetyNumber),
            Map.entry("/api/people/compared", proof::compared),
            Map.entry("/api/address", proof::address),
            Map.entry("/api/chart", statements::chart),
            Map.entry("/api/statement", statements::entries),
            Map.entry("/api/statement/file", statements::file),
            Map.entry("/api/search", search::search),
            Map.entry("/api/files", files::list),
            Map.entry("/api/files/seen", files::seen),
            Map.entry("/api/files/thumbnail", files::thumbnail),
            Map.entry("/api/files/again", files::again),
            Map.entry("/api/files/fetch", files::fetch),
            Map.entry("/api/files/cancel", files::cancel),
            Map.entry("/api/files/download", files::download),
            Map.entry("/api/files/delete", files::delete),
            Map.entry("/api/chits", chits::list),
            Map.entry("/api/chits/show", chits::show),
            Map.entry("/api/chits/ask", chits::ask),
            Map.entry("/api/chits/draw", chits::draw),
            Map.entry("/api/chits/keep", chits::keep),
            Map.entry("/api/chits/redeem", chits::redeem),
            Map.entry("/api/chits/certify", chits::certify),
            Map.entry("/api/chits/cancel", chits::cancel),
            Map.entry("/api/chits/revoke", chits::revoke),
            Map.entry("/api/talk", talk::page),
            Map.entry("/api/talk/send", talk::send),
            Map.entry("/api/talk/seen", talk::seen),
            Map.entry("/api/talk/edit", talk::edit),
            Map.entry("/api/talk/take-back", talk::takeBack),
            Map.entry("/api/talk/disappear", talk::disappear),
            Map.entry("/api/talk/forget", talk::forget),
            Map.entry("/api/talk/draft", talk::draft),
            Map.entry("/api/groups", groups::list),
            Map.entry("/api/groups/make", groups::make),
            Map.entry("/api/groups/add", groups::add),
            Map.entry("/api/groups/remove", groups::remove),
            Map.entry("/api/groups/rename", groups::rename),
            Map.entry("/api/groups/role", groups::role),
            Map.entry("/api/groups/leave", groups::leave),
            Map.entry("/api/balance", wallet::balance),
            Map.entry("/api/payments", wallet::payments),
            Map.entry("/api/payments/verify", wallet::verify),
            Map.entry("/api/payments/proof", receipts::proof),
            Map.entry("/api/payments/receipt", receipts::text),
            Map.entry("/api/requests", requests::list),
            Map.entry("/api/requests/make", requests::make),
            Map.entry("/api/requests/split", requests::split),
            Map.entry("/api/requests/pay", requests::question),
            Map.entry("/api/requests/refuse", requests::refuse),
            Map.entry("/api/requests/withdraw", requests::withdraw),
            Map.entry("/api/pay/ask", wallet::ask),
            Map.entry("/api/pay", wallet::pay));
  }

  @Override
  public @Nullable Call call(String path) {
    return all.get(path);
  }

  @Override
  public @Nullable Upload upload(String path) {
    return uploads.get(path);
  }

  @Override
  public @Nullable Link link(String path) {
    return path.startsWith(Downloads.PATH) ? downloads::send : null;
  }

  /// What need not be done before the first page is there.
  void begin() {
    sweeper.start();
  }

  @Override
  public void close() {
    transfers.close();
    sweeper.close();
  }
}
