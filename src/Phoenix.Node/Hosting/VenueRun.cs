using System.Security.Cryptography.X509Certificates;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Phoenix.Venue.Http;

namespace Phoenix.Node.Hosting;

/// <summary>The exchange alone, for other processes to trade on.</summary>
internal static class VenueRun
{
    public static async Task<int> Execute(VenueRunOptions options)
    {
        using var stop = new StopSignal();
        var settings = Overlay(
            options.ConfigFile is { } config ? SettingsReader.ReadVenueFile(config) : new EmbeddedVenueSettings(),
            options);
        var script = options.ScriptFile is { } faults
            ? FaultScriptFile.Read(faults, "--script")
            : FaultScriptFile.Of(settings);
        using var logs = new LogPipeline(new LogSettings());
        using var certificate = LoopbackCertificate.Create(TimeProvider.System.GetUtcNow());
        if (options.CertificateFile is { } file) WriteCertificate(certificate, file);
        var secure = TlsPort(options) is { } port ? new SecureEndpoint(port, certificate) : null;
        await using var venue = await EmbeddedExchange.Start(
            settings, settings.Port, "--port", logs.Factory, script, secure);
        logs.Factory.CreateLogger(EmbeddedExchange.Category).VenueStopped(await stop.Wait(options.For));
        return ExitCode.Ok;
    }

    /// <summary>The command line wins over the file.</summary>
    private static EmbeddedVenueSettings Overlay(EmbeddedVenueSettings settings, VenueRunOptions options) =>
        settings with { Seed = options.Seed ?? settings.Seed, Port = options.Port ?? settings.Port };

    private static int? TlsPort(VenueRunOptions options) =>
        options.TlsPort ?? (options.CertificateFile is null ? null : 0);

    private static void WriteCertificate(X509Certificate2 certificate, string file)
    {
        if (File.Exists(file) && File.ReadAllText(file).Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw new BadInputException(new SettingsProblem(
                "--certificate", file, "holds a private key, and would be overwritten",
                "name a file into which the exchange may write its own certificate"));
        }

        try
        {
            File.WriteAllText(file, certificate.ExportCertificatePem() + "\n");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(new SettingsProblem(
                "--certificate", file, failure.Message, "name a file that can be written"));
        }
    }
}
