using System.Collections.Immutable;
using Phoenix.Node.Secrets;

namespace Phoenix.Node.Settings;

/// <summary>The user's file over the reference, what was asked of them, and what was wrong.</summary>
internal sealed class ConfigSource(ConfigLayer user, ConfigLayer reference)
{
    /// <summary>Left to the actor system, which has a reference of its own.</summary>
    private const string ActorSystemBlock = "akka.";

    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<(ConfigPlace Place, SettingsProblem Problem)> _problems = [];

    /// <summary>Every path that was asked for, in ordinal order.</summary>
    public IReadOnlyCollection<string> Known => _known;

    /// <summary>In the order of the files' names and lines.</summary>
    public ImmutableArray<SettingsProblem> Problems =>
    [
        .. _problems
            .OrderBy(found => found.Place.Source.Name, StringComparer.Ordinal)
            .ThenBy(found => found.Place.Line)
            .Select(found => found.Problem),
    ];

    /// <summary>The value that counts: the user's if there is one.</summary>
    public ConfigLeaf? Find(string path) =>
        user.Leaves.GetValueOrDefault(path) ?? reference.Leaves.GetValueOrDefault(path);

    /// <summary>What the reference says; empty where it names nothing.</summary>
    public string DefaultOf(string path) => reference.Leaves.GetValueOrDefault(path) switch
    {
        null or { Text: "", Items: null } => "",
        var leaf => leaf.ToString(),
    };

    public void MarkKnown(string path) => _known.Add(path);

    public bool IsRefused(string path) => _refused.Contains(path);

    /// <summary>Refuses a value that is no good by itself; what others would make of it is then not asked.</summary>
    public void Refuse(string path, ConfigLeaf leaf, string expected, string remedy)
    {
        _refused.Add(path);
        Add(PlaceOf(path), $"{Shown.Text(path)} = {Shown.Value(path, leaf)}", expected, remedy);
    }

    /// <summary>Reports values that are fine each by itself and do not go together.</summary>
    /// <param name="holds">Whether they do.</param>
    /// <param name="paths">
    /// All keys it depends on. The first is reported, at the line of the first one that the user wrote.
    /// </param>
    /// <param name="expected">What is allowed.</param>
    /// <param name="remedy">What to do.</param>
    public void Demand(bool holds, ImmutableArray<string> paths, string expected, string remedy)
    {
        if (!holds && !paths.Any(IsRefused) && Find(paths[0]) is { } leaf)
        {
            var written = paths.FirstOrDefault(user.Leaves.ContainsKey) ?? paths[0];
            var origin = written == paths[0] || DefaultOf(paths[0]).Length == 0 ? "" : " (the default)";
            Add(PlaceOf(written), $"{paths[0]} = {Shown.Value(paths[0], leaf)}{origin}", expected, remedy);
        }
    }

    /// <summary>
    /// Refuses a whole block of the user's file, once; what stands in a built-in file that the user included is left
    /// aside in silence.
    /// </summary>
    public void RefuseBelow(string block, string expected, string remedy)
    {
        var keys = user.Leaves.Keys.Where(key => key.StartsWith(block + ".", StringComparison.Ordinal)).ToList();
        _refused.UnionWith(keys);
        if (keys.Find(key => !user.PlaceOf(key).Source.IsBuiltIn) is { } written)
        {
            Add(user.PlaceOf(written), block, expected, remedy);
        }
    }

    /// <summary>The names of the blocks directly below a path, in the user's file.</summary>
    public IEnumerable<string> BlocksBelow(string path) => BlocksBelow(user, path);

    /// <summary>The names of the blocks directly below a path, in the reference.</summary>
    public IEnumerable<string> BlocksOfReference(string path) => BlocksBelow(reference, path);

    private static IEnumerable<string> BlocksBelow(ConfigLayer layer, string path) =>
        layer.Leaves.Keys
            .Where(leaf => leaf.StartsWith(path + ".", StringComparison.Ordinal))
            .Select(leaf => leaf[(path.Length + 1)..].Split('.')[0])
            .Distinct(StringComparer.Ordinal);

    /// <summary>What the user's file says to the actor system, as HOCON.</summary>
    public string ActorSystemText() => string.Join('\n', user.Leaves
        .Where(leaf => leaf.Key.StartsWith(ActorSystemBlock, StringComparison.Ordinal))
        .Select(leaf => $"{leaf.Key} = {leaf.Value.ToHocon()}"));

    /// <summary>Every key of the user's file that nothing asked for is most likely a misspelt one.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var (path, leaf) in user.Leaves)
        {
            var isOurs = !path.StartsWith(ActorSystemBlock, StringComparison.Ordinal);
            if (isOurs && !_known.Contains(path) && !IsRefused(path))
            {
                Refuse(path, leaf, "unknown key", Remedy(path));
            }
        }
    }

    private string Remedy(string path)
    {
        if (_known.Any(known => known.StartsWith(path + ".", StringComparison.Ordinal)))
        {
            return $"{path} is a block: write {path} {{ … }}";
        }

        if (path.StartsWith("phoenix.venue.credentials.", StringComparison.Ordinal) && Shown.IsSecret(path))
        {
            return "no secret may stand in a settings file: set the variables of the environment, or "
                + CredentialFile.Key;
        }

        if (_known.FirstOrDefault(known => path.StartsWith(known + ".", StringComparison.Ordinal)) is { } value)
        {
            return $"{value} is a value, not a block: write {value} = …";
        }

        return (NearestName.OfPath(path, _known) ?? NearestName.OfSameName(path, reference.Leaves.Keys)) is { } meant
            ? $"did you mean {meant}?"
            : "see hocon/reference.conf for all keys";
    }

    /// <summary>What all symbols fall back to is read once for each, and told once.</summary>
    private void Add(ConfigPlace place, string what, string expected, string remedy)
    {
        var problem = new SettingsProblem(place.ToString(), what, expected, remedy);
        if (!_problems.Exists(found => found.Problem == problem))
        {
            _problems.Add((place, problem));
        }
    }

    private ConfigPlace PlaceOf(string path) =>
        user.Leaves.ContainsKey(path) ? user.PlaceOf(path) : reference.PlaceOf(path);
}
