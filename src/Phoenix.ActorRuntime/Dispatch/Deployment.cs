using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>What <c>akka.actor.deployment</c> says of single actors: dispatcher, mailbox and stash by the path below
/// <c>/user</c>, in which <c>*</c> stands for any name.</summary>
internal sealed class Deployment
{
    private const string Path = "akka.actor.deployment";
    private const string Above = "user";

    private readonly List<Entry> _entries = [];

    private Deployment(Config section)
    {
        foreach (var (path, value) in section.AsEnumerable())
        {
            if (!value.IsObject()) continue;
            var own = value.GetObject();
            var entry = new Entry(
                path.Trim('"').Split('/', StringSplitOptions.RemoveEmptyEntries),
                own.GetKey("dispatcher")?.GetString(), own.GetKey("mailbox")?.GetString(),
                own.GetKey("stash-capacity")?.GetInt());
            if (entry is not (_, null, null, null)) _entries.Add(entry);
        }

        // What names the actor itself goes before what names it among others.
        _entries.Sort(static (a, b) => a.Wildcards.CompareTo(b.Wildcards));
    }

    /// <returns>Null if nothing is said of any actor.</returns>
    internal static Deployment? Read(Config config)
    {
        if (config.GetConfig(Path) is not { IsEmpty: false } section) return null;
        var deployment = new Deployment(section);
        return deployment._entries.Count == 0 ? null : deployment;
    }

    /// <summary>The props with what is said of the actor at that path, which goes before what they say
    /// themselves.</summary>
    internal Props Apply(ActorPath path, Props props)
    {
        if (Find(path) is not { } entry) return props;
        if (entry.Dispatcher is not null) props = props.WithDispatcher(entry.Dispatcher);
        if (entry.Mailbox is not null) props = props.WithMailbox(entry.Mailbox);
        return entry.StashCapacity is { } capacity ? props.WithStashCapacity(capacity) : props;
    }

    private Entry? Find(ActorPath path)
    {
        var names = path.Elements;
        if (names.Count < 2 || !string.Equals(names[0], Above, StringComparison.Ordinal)) return null;
        return _entries.Find(entry => entry.Matches(names));
    }

    private sealed record Entry(string[] Names, string? Dispatcher, string? Mailbox, int? StashCapacity)
    {
        internal int Wildcards { get; } = Names.Count(name => name is "*");

        internal bool Matches(IReadOnlyList<string> path)
        {
            if (path.Count != Names.Length + 1) return false;
            for (var i = 0; i < Names.Length; i++)
            {
                if (Names[i] is "*") continue;
                if (!string.Equals(Names[i], path[i + 1], StringComparison.Ordinal)) return false;
            }

            return true;
        }
    }
}
