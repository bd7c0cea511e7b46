using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;

namespace Phoenix.Node.Settings;

/// <summary>Everything one process is told: the trading system's settings and those of what surrounds it.</summary>
public sealed record NodeSettings
{
    public required PhoenixSettings Phoenix { get; init; }

    public VenueSettings Venue { get; init; } = new();

    public LogSettings Logs { get; init; } = new();

    /// <summary>Between two status lines. Default 5 s.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>An orderly stop that takes longer is given up. Default 20 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What the flight recorder holds.</summary>
    public RecorderSettings Recorder { get; init; } = new();

    /// <summary>Where incidents are kept.</summary>
    public IncidentFolderSettings Incidents { get; init; } = new();

    public DecisionSettings Decisions { get; init; } = new();

    /// <summary>Where the operator's commands are taken.</summary>
    public ControlSettings Control { get; init; } = new();

    public DashboardSettings Dashboard { get; init; } = new();

    /// <summary>What the operator is told of, and where.</summary>
    public AlertsSettings Alerts { get; init; } = new();

    /// <summary>In which the operator is spoken to. Default English.</summary>
    public Language Language { get; init; } = Language.English;

    /// <summary>Where metrics are shown and sent.</summary>
    public MetricsSettings Metrics { get; init; } = new();

    /// <summary>Where traces are sent, and which.</summary>
    public TraceSettings Traces { get; init; } = new();

    /// <summary>Where the token of those commands is.</summary>
    public string TokenPath =>
        Control.TokenFile.Length > 0 ? Control.TokenFile : Path.Combine(Incidents.DataFolder, "control.token");

    /// <summary>Where a kill is remembered.</summary>
    public string KillPath => Path.Combine(Incidents.DataFolder, "kill-switch");

    /// <summary>Where stops for a loss are remembered.</summary>
    public string StopPath => Path.Combine(Incidents.DataFolder, "loss-stops");

    /// <summary>
    /// HOCON for the actor system itself: what the user's file says under <c>akka</c>. Default empty.
    /// </summary>
    public string ActorSystem { get; init; } = "";
}

/// <summary>Which exchange is traded on.</summary>
public enum VenueMode
{
    /// <summary>The one inside this process.</summary>
    Embedded = 1,

    /// <summary>One at addresses given, with credentials from the environment.</summary>
    External,
}

/// <summary>The exchange.</summary>
public sealed record VenueSettings
{
    public VenueMode Mode { get; init; } = VenueMode.Embedded;

    /// <summary>Between a REST request and its answer. Default 5 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public EmbeddedVenueSettings Embedded { get; init; } = new();

    public ExternalVenueSettings External { get; init; } = new();

    public CredentialSettings Credentials { get; init; } = new();
}

/// <summary>The exchange inside this process.</summary>
public sealed record EmbeddedVenueSettings
{
    /// <summary>Where everything random about the market comes from; 0 or greater. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>On the loopback address; 0, the default, takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What it lists, and how each market behaves. Default ETHUSDC and BTCUSDC.</summary>
    public ImmutableArray<MarketSettings> Markets { get; init; } = MarketSettings.Standard;

    public IEnumerable<Symbol> Symbols => Markets.Select(market => market.Symbol);

    /// <summary>What the first account owns at the start of each quote asset that is listed. Default 100000.</summary>
    public decimal Balance { get; init; } = 100_000m;

    /// <summary>A HOCON file with a script of faults; empty, the default, for none.</summary>
    public string ScriptFile { get; init; } = "";

    /// <summary>Accounts beside the first one, for clients other than the trading system. Default none.</summary>
    public ImmutableArray<VenueAccountOptions> MoreAccounts { get; init; } = [];
}

/// <summary>
/// The addresses of an exchange outside this process; null where none is named, which is the default.
/// </summary>
public sealed record ExternalVenueSettings
{
    public Uri? Rest { get; init; }

    public Uri? Streams { get; init; }

    /// <summary>Further hosts of the market streams. Default none.</summary>
    public ImmutableArray<Uri> MoreStreams { get; init; } = [];

    public Uri? Trading { get; init; }

    /// <summary>Whether it is meant that orders there cost money. Default false.</summary>
    public bool RealMoney { get; init; }
}

/// <summary>Where the account's secrets are: in environment variables or in a file. Never the secrets.</summary>
public sealed record CredentialSettings
{
    public string ApiKeyVariable { get; init; } = "PHOENIX_API_KEY";

    public string SecretVariable { get; init; } = "PHOENIX_API_SECRET";

    /// <summary>A file with both, which nobody else may read; empty, the default, for the variables.</summary>
    public string File { get; init; } = "";
}

/// <summary>Where incidents are kept, and how many.</summary>
public sealed record IncidentFolderSettings
{
    /// <summary>What the process keeps; relative to the working directory. Default <c>data</c>.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Incidents kept at most; the oldest go first. Default 100.</summary>
    public int KeepIncidents { get; init; } = 100;

    /// <summary>Bytes kept at most, the newest incident excepted. Default 256 MiB.</summary>
    public long KeepSize { get; init; } = 256 << 20;

    /// <summary>The folder of reports and recordings.</summary>
    public string Folder => Path.Combine(DataFolder, "incidents");
}

/// <summary>Where the decisions are kept that explain each order.</summary>
public sealed record DecisionSettings
{
    /// <summary>Whether they are kept at all. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What the process keeps; relative to the working directory. Default <c>data</c>.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Bytes kept at most, the present hour excepted; the oldest go first. Default 1 GiB.</summary>
    public long KeepSize { get; init; } = 1L << 30;

    /// <summary>One file per symbol and hour.</summary>
    public string Folder => Path.Combine(DataFolder, "decisions");
}

/// <summary>What is written while the process runs.</summary>
public sealed record LogSettings
{
    /// <summary>The least level that is written. Default information.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>
    /// Files that get the lines as JSON, with the day and a number put before the ending; empty, the default, for none.
    /// </summary>
    public string File { get; init; } = "";

    /// <summary>Bytes of one such file, beyond which the next one begins. Default 64 MiB.</summary>
    public long FileSize { get; init; } = 64 << 20;

    /// <summary>Such files kept; the oldest go first. Default 14.</summary>
    public int KeepFiles { get; init; } = 14;

    /// <summary>Lines waiting at most; beyond it lines are dropped. Default 10000.</summary>
    public int Buffer { get; init; } = 10_000;
}
