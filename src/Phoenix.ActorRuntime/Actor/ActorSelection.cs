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
        Find((IInternalActorRef)Anchor, 0, found);
        foreach (var actor in found) actor.Tell(message, sender);
        if (found.Count == 0 && Anchor is IInternalActorRef { Owner: { } owner })
        {
            owner.DeadLetterOffice.Publish(message, sender, owner.DeadLetters);
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

    private static bool IsPattern(string element) => element.AsSpan().ContainsAny('*', '?');

    private void Find(IInternalActorRef from, int index, List<IInternalActorRef> found)
    {
        if (index == _elements.Length)
        {
            found.Add(from);
            return;
        }

        var element = _elements[index];
        if (element == "..")
        {
            Find(from.Parent ?? from, index + 1, found);
        }
        else if (element == Everything)
        {
            AddDescendants(from, found);
        }
        else if (IsPattern(element))
        {
            var pattern = new Regex(
                "^" + Regex.Escape(element).Replace("\\*", ".*").Replace("\\?", ".") + "$",
                RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
            foreach (var child in from.Children)
            {
                if (pattern.IsMatch(child.Path.Name)) Find(child, index + 1, found);
            }
        }
        else if (from.GetSingleChild(element) is { } child)
        {
            Find(child, index + 1, found);
        }
    }
}
