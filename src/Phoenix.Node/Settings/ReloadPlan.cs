using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>One setting that is another one than before, as written.</summary>
internal sealed record SettingChange(string Key, string Old, string New)
{
    public override string ToString() => $"{Key}: {Old} -> {New}";
}

/// <summary>One setting that stays as it was until a restart.</summary>
internal sealed record SettingRefusal(string Key, string Reason)
{
    public override string ToString() => $"{Key} stays until a restart: {Reason}";
}

/// <summary>What a running node makes of a file that was read again.</summary>
/// <param name="After">What is in force then: the old settings with what may change of the new ones.</param>
/// <param name="Changes">What is another one then.</param>
/// <param name="Refusals">What the file says and is not in force then.</param>
internal sealed record ReloadPlan(
    WrittenSettings After, ImmutableArray<SettingChange> Changes, ImmutableArray<SettingRefusal> Refusals)
{
    private const string Nothing = "nothing";

    /// <param name="running">What is in force.</param>
    /// <param name="fresh">What the file says now.</param>
    /// <exception cref="BadInputException">What may change does not go together with what stays.</exception>
    public static ReloadPlan Of(WrittenSettings running, WrittenSettings fresh)
    {
        var merged = running.File.Leaves.ToBuilder();
        foreach (var key in running.File.Leaves.Keys.Union(fresh.File.Leaves.Keys, StringComparer.Ordinal))
        {
            if (ReloadRules.ReasonAgainst(key) is null && AreBothAbout(key))
            {
                merged.Remove(key);
                if (fresh.File.Leaves.TryGetValue(key, out var leaf))
                {
                    merged.Add(key, leaf);
                }
            }
        }

        var after = SettingsReader.ReadWritten(fresh.File.With(merged.ToImmutable()));
        return new ReloadPlan(
            after,
            [
                .. Difference(running, after).Select(found => new SettingChange(
                    found.Key, Show(found.Key, found.Old), Show(found.Key, found.New))),
            ],
            [
                .. Difference(after, fresh).Where(found => AreBothAbout(found.Key)).Select(found =>
                    new SettingRefusal(found.Key, ReloadRules.ReasonAgainst(found.Key)!)),
            ]);

        // A symbol that the file does not name any more is traded until the restart, and not by the defaults.
        bool AreBothAbout(string key) =>
            WrittenSettings.SymbolOf(key) is not { } symbol || (running.Trades(symbol) && fresh.Trades(symbol));
    }

    private static IEnumerable<(string Key, ConfigLeaf? Old, ConfigLeaf? New)> Difference(
        WrittenSettings before, WrittenSettings after)
    {
        var (old, @new) = (before.Effective(), after.Effective());
        return old.Keys.Union(@new.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(key => (Key: key, Old: old.GetValueOrDefault(key), New: @new.GetValueOrDefault(key)))
            .Where(found => found.Old?.ToHocon() != found.New?.ToHocon());
    }

    private static string Show(string key, ConfigLeaf? leaf) => leaf is null ? Nothing : Shown.Value(key, leaf);
}
