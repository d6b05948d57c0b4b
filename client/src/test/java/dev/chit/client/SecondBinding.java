package dev.chit.client;

import com.google.protobuf.ByteString;
import dev.chit.client.connection.Caller;
import dev.chit.core.AccountId;
import dev.chit.core.AccountName;
import dev.chit.core.LedgerId;
import dev.chit.core.Salt;
import dev.chit.core.event.Event;
import dev.chit.core.event.EventCodec;
import dev.chit.core.event.InviteHash;
import dev.chit.core.event.StatementBytes;
import dev.chit.core.log.Checkpoint;
import dev.chit.core.log.Hash;
import dev.chit.core.log.LogFrontier;
import dev.chit.core.log.MerkleTree;
import dev.chit.core.log.ProofBuilder;
import dev.chit.core.log.SignedCheckpoint;
import dev.chit.crypto.AgreementKey;
import dev.chit.crypto.DeviceStatement;
import dev.chit.crypto.SigningKey;
import dev.chit.wire.Proofs;
import dev.chit.wire.v1.AccountRecord;
import dev.chit.wire.v1.ConsistencyProof;
import dev.chit.wire.v1.GetConsistencyRequest;
import dev.chit.wire.v1.Receipt;
import io.grpc.MethodDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// A server that goes on with its true log by an event which no honest one would write: a name,
/// bound already, is bound to another key. All its proofs hold.
record SecondBinding(AccountId account, long index, Caller server) {
  static SecondBinding of(Town town, String name) throws Exception {
    Map<String, Hash> nodes = new HashMap<>();
    var tree = LogFrontier.empty();
    try (OperatorClient operator = town.operator()) {
      operator.export(0, (_, event) -> append(tree, nodes, event));
    }
    SigningKey other = SigningKey.generate();
    DeviceStatement device = device(other);
    byte[] event = EventCodec.encode(opened(name, device));
    long index = append(tree, nodes, event);
    SigningKey logKey = SigningKey.load(town.data().resolve("log.key"));
    var checkpoint =
        new Checkpoint(
            Checkpoint.originOf(LedgerId.ofKey(logKey.verifyKey())), tree.size(), tree.root());
    String note = SignedCheckpoint.sign(checkpoint, logKey.verifyKey(), logKey::sign).note();
    var proofs =
        new ProofBuilder((level, at) -> Objects.requireNonNull(nodes.get(level + "/" + at)));
    AccountId account = AccountId.ofKey(other.verifyKey());
    AccountRecord record =
        AccountRecord.newBuilder()
            .setAccount(ByteString.copyFrom(account.bytes()))
            .setName(name)
            .addDevices(ByteString.copyFrom(device.encode()))
            .setOpened(
                Receipt.newBuilder()
                    .setIndex(index)
                    .setEvent(ByteString.copyFrom(event))
                    .setProof(Proofs.message(proofs.inclusion(index, tree.size())))
                    .setCheckpoint(dev.chit.wire.v1.Checkpoint.newBuilder().setNote(note)))
            .build();
    return new SecondBinding(
        account,
        index,
        answering(
            record,
            asked -> Proofs.message(proofs.consistency(asked.getFromSize(), asked.getToSize()))));
  }

  private static long append(LogFrontier tree, Map<String, Hash> nodes, byte[] event) {
    return tree.append(
        MerkleTree.leafHash(event), (level, at, hash) -> nodes.put(level + "/" + at, hash));
  }

  private static DeviceStatement device(SigningKey key) {
    return DeviceStatement.sign(
        key,
        1,
        key.verifyKey(),
        AgreementKey.of(SigningKey.generate().verifyKey().bytes()),
        1_763_700_000);
  }

  private static Event opened(String name, DeviceStatement device) {
    return new Event.Opened(
        new Salt(1, 2),
        1_763_700_000_000L,
        new AccountName(name),
        false,
        false,
        InviteHash.NONE,
        StatementBytes.of(device.encode()));
  }

  @FunctionalInterface
  private interface Consistency {
    ConsistencyProof of(GetConsistencyRequest asked);
  }

  private static Caller answering(AccountRecord record, Consistency consistency) {
    return new Caller() {
      @Override
      @SuppressWarnings("unchecked")
      public <Q, R> R call(MethodDescriptor<Q, R> method, Q request) {
        return request instanceof GetConsistencyRequest asked
            ? (R) consistency.of(asked)
            : (R) record;
      }
    };
  }
}
