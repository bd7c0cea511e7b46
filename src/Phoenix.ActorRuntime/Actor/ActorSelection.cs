using System.Text.RegularExpressions;

namespace Akka.Actor;

/// <summary>A path with wildcards, looked up anew for every message.</summary>
/// <remarks>Elements are names, <c>..</c>, and patterns with <c>*</c> and <c>?</c>, and at the end <c>**</c> for
/// everything below. A path that begins with a slash
/// starts at the root, any other at the anchor.</remarks>
public class ActorSelection : ICanTell
{
    private const string Everything = "**";

    private readonly string[] _elements;

    public ActorSelection(IActorRef anchor, string path)
        : this(path.StartsWith('/') ? RootOf(anchor) : anchor, path.Split('/', StringSplitOptions.RemoveEmptyEntries))
    {
    }

    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        (Anchor, _elements) = (anchor, elements.ToArray());
        if (Array.IndexOf(_elements, Everything) is var index && index >= 0 && index < _elements.Length - 1)
        {
            throw new IllegalActorNameException($"'{Everything}' must be the last element of {PathString}.");
        }
    }

    public IActorRef Anchor { get; }

    public string PathString => "/" + string.Join('/', _elements);

    /// <summary>Sends to every actor found now; from the running actor unless a sender is given.</summary>
    public void Tell(object message, IActorRef? sender = null)
    {
        sender ??= ActorCell.Current?.Self;
        var found = new List<IInternalActorRef>();
        var search = new Search { Origin = Anchor };
        Find((IInternalActorRef)Anchor, 0, found, ref search);
        foreach (var actor in found) actor.Tell(message, sender);
        if (found.Count == 0 && !search.FannedOut && Anchor is IInternalActorRef { Owner: { } owner })
        {
            new MissingActorRef(owner, MissingPath(owner, search)).Tell(message, sender);
        }
    }

    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The actor the selection names now; fails with <see cref="ActorNotFoundException"/> if there is none or
    /// it does not answer in time.</summary>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(this), timeout, ct);
            return identity.Subject ?? throw new ActorNotFoundException($"No actor at {this}.");
        }
        catch (AskTimeoutException late)
        {
            throw new ActorNotFoundException($"No answer from {this} within {timeout}.", late);
        }
    }

    public override bool Equals(object? obj) =>
        obj is ActorSelection other && Equals(Anchor, other.Anchor) &&
        _elements.AsSpan().SequenceEqual(other._elements);

    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    private static IActorRef RootOf(IActorRef anchor) =>
        anchor is IInternalActorRef { Owner: { } owner } ? owner.RootRef : anchor;

    private static void AddDescendants(IInternalActorRef from, List<IInternalActorRef> found)
    {
        foreach (var child in from.Children)
        {
            found.Add(child);
            AddDescendants(child, found);
        }
    }

    private static IInternalActorRef[] Matches(IInternalActorRef from, string element)
    {
        var pattern = new Regex(
            "^" + Regex.Escape(element).Replace("\\*", ".*").Replace("\\?", ".") + "$",
            RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        return [.. from.Children.Where(child => pattern.IsMatch(child.Path.Name))];
    }

    private static bool IsPattern(string element) => element.AsSpan().ContainsAny('*', '?');

    private ActorPath MissingPath(ActorSystemImpl owner, Search search) =>
        ReferenceEquals(Anchor, owner.DeadLetters) ? Anchor.Path : search.Origin.Path / _elements[search.Index..];

    private void Find(IInternalActorRef from, int index, List<IInternalActorRef> found, ref Search search)
    {
        if (index == _elements.Length)
        {
            found.Add(from);
            return;
        }

        var element = _elements[index];
        if (element == "..")
        {
            Find(from.Parent is { Path.Depth: var depth } parent && depth < from.Path.Depth ? parent : from,
                index + 1, found, ref search);
        }
        else if (element == Everything)
        {
            AddDescendants(from, found);
            search.FannedOut = true;
        }
        else if (IsPattern(element))
        {
            var matches = Matches(from, element);
            search.FannedOut = search.FannedOut || matches.Length > 1;
            if (matches.Length == 1) (search.Origin, search.Index) = (matches[0], index + 1);
            foreach (var child in matches) Find(child, index + 1, found, ref search);
        }
        else if (from.GetSingleChild(element) is { } child)
        {
            Find(child, index + 1, found, ref search);
        }
    }

    /// <summary>What a search knows of its way.</summary>
    private struct Search
    {
        /// <summary>True once a pattern had several matches: where such a branch ends at nothing, nobody is told so,
        /// as others may end at an actor.</summary>
        internal bool FannedOut;

        /// <summary>The anchor, or the one match of the last pattern; the other names count from there.</summary>
        internal IActorRef Origin;

        /// <summary>How many elements led to <see cref="Origin"/>.</summary>
        internal int Index;
    }
}
