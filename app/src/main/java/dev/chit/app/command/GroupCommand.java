package dev.chit.app.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.chit.app.console.Answer;
import dev.chit.app.console.Clean;
import dev.chit.app.console.CommandFailure;
import dev.chit.client.ChitClient;
import dev.chit.client.Group;
import dev.chit.client.Groups;
import dev.chit.core.AccountName;
import dev.chit.core.ConversationId;
import dev.chit.core.group.GroupRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = {
      "Groups of up to 1,000 members. The server sees neither a group's name nor who is in it,"
          + " only",
      "whom each message goes to. Who comes reads nothing earlier, who goes nothing later. GROUP"
          + " is",
      "a name or the beginning of an id; elsewhere write it with a # before it: chit msg '#trip'"
          + " hi.",
      "",
      "  new NAME [MEMBER…]              make a group; you are its admin",
      "  add GROUP MEMBER…               let people in (admins)",
      "  remove GROUP MEMBER…            put people out (admins; an admin only by one before them)",
      "  leave GROUP                     go; the longest there becomes admin if you were the last",
      "  name GROUP NAME                 give it another name (admins)",
      "  role GROUP MEMBER admin|member  make somebody an admin, or no longer (admins)",
      "  list                            your groups",
      "  show GROUP                      who is in it"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  chit group new trip bob carol",
      "  chit msg '#trip' when do we leave?",
      "  chit split 90.00 '#trip' --include-me for the taxi",
      "  chit group show trip --json"
    })
final class GroupCommand extends AnswerCommand {
  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      completionCandidates = GroupAct.Words.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private String what = "";

  @Parameters(index = "1..*", paramLabel = "WORD", description = "As listed above.")
  private List<String> words = new ArrayList<>();

  GroupCommand(Context context) {
    super(context);
  }

  @Override
  Answer answer(ChitClient client) throws Exception {
    GroupAct act = GroupAct.parse(what);
    Groups groups = client.groups();
    return switch (act) {
      case NEW -> {
        need(1, Integer.MAX_VALUE, "group new trip bob carol");
        Group made = groups.create(Typed.groupName(words.getFirst()), names(1));
        yield shown(made).line("Write to it: chit msg '" + title(made) + "' hello");
      }
      case ADD -> {
        need(2, Integer.MAX_VALUE, "group add trip bob");
        yield shown(groups.add(group(groups), names(1)));
      }
      case REMOVE -> {
        need(2, Integer.MAX_VALUE, "group remove trip bob");
        yield shown(groups.remove(group(groups), names(1)));
      }
      case LEAVE -> {
        need(1, 1, "group leave trip");
        Group left = groups.find(words.getFirst());
        groups.leave(left.id());
        yield head(left).line("You have left " + title(left) + ".");
      }
      case NAME -> {
        need(2, 2, "group name trip journey");
        yield shown(groups.rename(group(groups), Typed.groupName(words.getLast())));
      }
      case ROLE -> {
        need(3, 3, "group role trip bob admin");
        yield shown(groups.role(group(groups), Typed.name(words.get(1)), role(words.getLast())));
      }
      case LIST -> {
        need(0, 0, "group list");
        yield list(groups.list());
      }
      case SHOW -> {
        need(1, 1, "group show trip");
        yield shown(groups.find(words.getFirst()));
      }
    };
  }

  private void need(int least, int most, String example) {
    if (words.size() < least || words.size() > most) {
      throw CommandFailure.usage("Write it like " + example + ".");
    }
  }

  private ConversationId group(Groups groups) throws Exception {
    return groups.find(words.getFirst()).id();
  }

  private List<AccountName> names(int from) {
    return words.subList(from, words.size()).stream().map(Typed::name).toList();
  }

  private static GroupRole role(String typed) {
    return switch (typed.toLowerCase(Locale.ROOT)) {
      case "admin" -> GroupRole.ADMIN;
      case "member" -> GroupRole.MEMBER;
      default -> throw CommandFailure.usage("A role is admin or member.");
    };
  }

  private static String title(Group group) {
    return Groups.PREFIX + group.name();
  }

  private static Answer list(List<Group> groups) {
    var array = new JsonArray();
    var answer = new Answer().with("groups", array);
    for (Group group : groups) {
      array.add(json(group));
      answer.line(
          title(group) + "  " + count(group) + "  " + group.id().toString().substring(0, 8));
    }
    return groups.isEmpty() ? answer.line("You are in no group.") : answer;
  }

  private static String count(Group group) {
    int members = group.members().size();
    return members == 1 ? "1 member" : members + " members";
  }

  private static Answer head(Group group) {
    return new Answer()
        .with("group", group.name().toString())
        .with("group_id", group.id().toString());
  }

  private static Answer shown(Group group) {
    var answer =
        head(group)
            .with("role", role(group))
            .with("members", members(group))
            .value(group.id().toString())
            .line(title(group) + ", " + count(group) + ", id " + group.id());
    for (Group.Member member : group.members()) {
      boolean admin = member.role() == GroupRole.ADMIN;
      answer.line("  " + Clean.line(member.name()) + (admin ? " (admin)" : ""));
    }
    return answer;
  }

  private static String role(Group group) {
    return group.myRole().map(GroupCommand::text).orElse("none");
  }

  private static String text(GroupRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static JsonObject json(Group group) {
    var json = new JsonObject();
    json.addProperty("group", group.name().toString());
    json.addProperty("group_id", group.id().toString());
    json.addProperty("role", role(group));
    json.addProperty("members", group.members().size());
    return json;
  }

  private static JsonArray members(Group group) {
    var array = new JsonArray();
    for (Group.Member member : group.members()) {
      var json = new JsonObject();
      json.addProperty("name", member.name());
      json.addProperty("account", member.account().toString());
      json.addProperty("role", text(member.role()));
      array.add(json);
    }
    return array;
  }
}
