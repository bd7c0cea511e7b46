using System.Collections.Immutable;

namespace Phoenix.Node.Settings;

/// <summary>
/// Turns HOCON into validated settings, once, at the start. Everything that is wrong is told at once, each with the
/// file and line, the key's path, the value, what is allowed and what to do.
/// </summary>
public static class SettingsReader
{
    /// <summary>The name of the reference, embedded into this assembly, for messages.</summary>
    public const string ReferenceName = "reference.conf";

    /// <summary>The name of the file that is read when the user names none; embedded as well.</summary>
    public const string SimulationName = "sim.conf";

    /// <summary>The testnet, embedded as well.</summary>
    public const string TestnetName = "testnet.conf";

    /// <summary>The exchange where orders cost money, embedded as well.</summary>
    public const string LiveName = "live.conf";

    /// <summary>The two symbols on the embedded exchange that are traded when no file is named.</summary>
    /// <exception cref="BadInputException">Never, as a test proves.</exception>
    public static NodeSettings ReadDefault() => Read(ConfigFiles.Embedded(SimulationName));

    /// <exception cref="BadInputException">The file cannot be read or holds a mistake.</exception>
    public static NodeSettings ReadFile(string path) => Read(ReadText(path));

    /// <summary>The settings with what was written, to be compared with what is written later.</summary>
    /// <param name="path">Null for the file that is part of the program.</param>
    /// <exception cref="BadInputException">The file cannot be read or holds a mistake.</exception>
    internal static WrittenSettings ReadWritten(string? path)
    {
        var layer = ConfigLayer.Parse(path is null ? ConfigFiles.Embedded(SimulationName) : ReadText(path));
        return ReadWritten(layer);
    }

    /// <exception cref="BadInputException">The values do not go together.</exception>
    internal static WrittenSettings ReadWritten(ConfigLayer layer) =>
        new(Read(new ConfigSource(layer, Reference())), layer, Reference());

    /// <summary>
    /// What a file says about the exchange alone. What it trades and lists need not go together: nothing is traded.
    /// </summary>
    /// <exception cref="BadInputException">The file cannot be read or holds a mistake.</exception>
    public static EmbeddedVenueSettings ReadVenueFile(string path) =>
        Read(ReadText(path), trades: false).Venue.Embedded;

    /// <summary>The reference alone.</summary>
    public static NodeSettings ReadReference() => Read(ReferenceName, "");

    /// <param name="name">Names the text in messages.</param>
    /// <param name="text">HOCON that is laid over the reference.</param>
    /// <exception cref="BadInputException">The text holds a mistake; all mistakes are in it.</exception>
    public static NodeSettings Read(string name, string text) => Read(new ConfigText(name, text));

    /// <summary>
    /// Every path the reader asks for when the reference is read, for the proof that none is forgotten.
    /// </summary>
    public static ImmutableArray<string> KnownKeys()
    {
        var source = Open(new ConfigText(ReferenceName, ""));
        _ = ReadAll(source, trades: true);
        return [.. source.Known];
    }

    /// <summary>Every path that stands in the reference.</summary>
    public static ImmutableArray<string> ReferenceKeys() =>
        [.. ConfigLayer.Parse(ConfigFiles.Embedded(ReferenceName)).Leaves.Keys];

    private static ConfigText ReadText(string path)
    {
        try
        {
            return ConfigFiles.Open(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new BadInputException(new SettingsProblem(
                "--config", path, reason, "name a readable HOCON file, for example hocon/sim.conf"));
        }
    }

    private static NodeSettings Read(ConfigText text, bool trades = true) => Read(Open(text), trades);

    private static NodeSettings Read(ConfigSource source, bool trades = true)
    {
        var settings = ReadAll(source, trades);
        return source.Problems.IsEmpty ? settings : throw new BadInputException(source.Problems);
    }

    private static NodeSettings ReadAll(ConfigSource source, bool trades)
    {
        var phoenix = new KeyReader(source, "phoenix");
        var settings = new NodeSettings
        {
            Phoenix = TradingReader.Read(source, phoenix),
            Venue = NodeReader.Venue(source, phoenix.Block("venue")),
            Logs = NodeReader.Logs(phoenix.Block("logging")),
            StatusInterval = phoenix.Block("node").Duration("status-interval", TimeSpan.FromMilliseconds(100)),
            StopTimeout = phoenix.Block("node").Duration("stop-timeout", TimeSpan.FromSeconds(1)),
            Decisions = RecorderReader.Decisions(phoenix.Block("node"), phoenix.Block("decisions")),
            Recorder = RecorderReader.Recorder(phoenix.Block("recorder")),
            Incidents = RecorderReader.Folder(phoenix.Block("node"), phoenix.Block("recorder")),
            Control = ControlReader.Control(phoenix.Block("control")),
            Dashboard = ControlReader.Dashboard(phoenix.Block("dashboard")),
            Metrics = MetricsSettingsReader.Metrics(phoenix.Block("metrics")),
            Traces = TraceSettingsReader.Traces(phoenix.Block("traces")),
            Alerts = AlertsReader.Read(source, phoenix.Block("alerts")),
            Language = NodeReader.Language(phoenix.Block("node")),
            ActorSystem = source.ActorSystemText(),
        };
        Contradictions.OfPorts(phoenix, settings);
        if (trades)
        {
            NodeReader.CheckMarkets(phoenix, settings);
            MarketContradictions.Of(source, settings);
        }

        source.RefuseUnknownKeys();
        return settings;
    }

    private static ConfigSource Open(ConfigText text) => new(ConfigLayer.Parse(text), Reference());

    private static ConfigLayer Reference() => ConfigLayer.Parse(ConfigFiles.Embedded(ReferenceName));
}
