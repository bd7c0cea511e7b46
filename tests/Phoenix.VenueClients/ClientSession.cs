using System.Diagnostics;
using System.Text.Json;

namespace Phoenix.VenueClients;

/// <summary>One step of a session, as the script told it.</summary>
/// <param name="Result">What the client made of the answer.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
internal sealed record ClientStep(string Name, JsonElement Result, string? Error);

/// <summary>Runs a script that trades with a client written by others, and reads what became of its steps.</summary>
internal sealed class ClientSession
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    private ClientSession(IReadOnlyList<ClientStep> steps, string errors) => (Steps, Errors) = (steps, errors);

    public IReadOnlyList<ClientStep> Steps { get; }

    /// <summary>What the script wrote besides; for the message of a failed test.</summary>
    public string Errors { get; }

    /// <summary>Steps that failed, with their reasons; and one more when the script did not come to its end.</summary>
    public IEnumerable<string> Failures => Steps
        .Where(step => step.Error is not null)
        .Select(step => $"{step.Name}: {step.Error}")
        .Concat(Steps is [.., { Name: "end" }] ? [] : [$"The session broke off. {Errors}"]);

    public JsonElement this[string step] => Steps.Single(one => one.Name == step).Result;

    /// <summary>Skips the test where Node.js or the packages are missing.</summary>
    public static async Task<ClientSession> Run(string script, Dictionary<string, string> environment)
    {
        var folder = Folder();
        Skip.If(!IsInstalled("node"), "Node.js is not installed.");
        Skip.If(
            !Directory.Exists(Path.Combine(folder, "node_modules")),
            "The clients are not installed: run 'npm ci' in tests/Phoenix.VenueClients/clients.");
        return await Run(script, folder, environment);
    }

    private static async Task<ClientSession> Run(
        string script, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("node", ["--import", "tsx", script])   // tsx runs TypeScript as it stands
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
        }

        return new ClientSession([.. (await output).Split('\n').Where(IsStep).Select(Read)], await errors);
    }

    /// <summary>Clients may write to the output too; a step is a line of its own form.</summary>
    private static bool IsStep(string line) => line.StartsWith("""{"step":""", StringComparison.Ordinal);

    private static ClientStep Read(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return json.GetProperty("ok").GetBoolean()
            ? new ClientStep(json.GetProperty("step").GetString()!, json.GetProperty("result"), null)
            : new ClientStep(json.GetProperty("step").GetString()!, default, json.GetProperty("error").GetString());
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program))
                || File.Exists(Path.Combine(folder, program + ".exe")));

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Phoenix.Actors.sln")))
            {
                return Path.Combine(at.FullName, "tests", "Phoenix.VenueClients", "clients");
            }
        }

        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
