namespace Phoenix.Node.CommandLine;

/// <summary>What the command line says about one trading run; null where it says nothing.</summary>
/// <param name="ConfigFile">HOCON laid over the reference.</param>
/// <param name="For">How long to run; null means until a signal.</param>
/// <param name="Seed">Overrides the seed of the settings.</param>
/// <param name="VenuePort">Overrides the port of the embedded exchange; 0 takes a free one.</param>
/// <param name="SummaryFile">Where to write the summary.</param>
public sealed record RunOptions(
    string? ConfigFile, TimeSpan? For, long? Seed, int? VenuePort, string? SummaryFile);

/// <summary>What the command line says about a replay.</summary>
/// <param name="File">The recording.</param>
/// <param name="ConfigFile">HOCON laid over the reference, in place of the recorded settings; null for those.</param>
/// <param name="From">Time of the day (UTC) before which nothing is shown.</param>
/// <param name="To">Time of the day (UTC) after which nothing is shown.</param>
public sealed record ReplayOptions(string File, string? ConfigFile, TimeSpan? From, TimeSpan? To);

/// <summary>What the command line says about an exchange that runs alone.</summary>
/// <param name="ConfigFile">HOCON laid over the reference; what it says below <c>phoenix.venue.embedded</c>.</param>
/// <param name="Port">On the loopback address; 0 takes a free one. Overrides the settings.</param>
/// <param name="Seed">Where everything random about the market comes from. Overrides the settings.</param>
/// <param name="For">How long to run; null means until a signal.</param>
/// <param name="TlsPort">Where it listens with TLS besides; 0 takes a free port.</param>
/// <param name="CertificateFile">Where the certificate is written that clients have to trust.</param>
/// <param name="ScriptFile">HOCON with a script of faults. Overrides the settings.</param>
public sealed record VenueRunOptions(
    string? ConfigFile,
    int? Port,
    long? Seed,
    TimeSpan? For,
    int? TlsPort = null,
    string? CertificateFile = null,
    string? ScriptFile = null);
