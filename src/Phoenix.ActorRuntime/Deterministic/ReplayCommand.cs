using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Seeds as people write them.</summary>
internal static class SeedText
{
    internal static string Of(ulong seed) => "0x" + seed.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>The seed in <see cref="ScheduleExplorer.SeedVariable"/>, or null if it is not set.</summary>
    internal static ulong? FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(ScheduleExplorer.SeedVariable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var (digits, style) = isHex ? (text[2..], NumberStyles.AllowHexSpecifier) : (text, NumberStyles.None);
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new FormatException(
                $"{ScheduleExplorer.SeedVariable} is '{text}'; a seed is a decimal number, or hexadecimal with 0x.");
    }
}

/// <summary>The one line that runs a test again with one seed.</summary>
internal static class ReplayCommand
{
    internal static string For(ulong seed, string test)
    {
        var type = TypeOf(test);
        var project = ProjectOf(AppContext.BaseDirectory) ?? "";
        var name = type is null ? test : $"{type.FullName!.Replace('+', '.')}.{test}";
        return $"{ScheduleExplorer.SeedVariable}={SeedText.Of(seed)} dotnet test {project} " +
            $"--filter FullyQualifiedName~{name}";
    }

    /// <summary>The class of the test: the caller of that name, nearest on the stack.</summary>
    private static Type? TypeOf(string test)
    {
        foreach (var frame in new StackTrace().GetFrames())
        {
            if (frame.GetMethod() is not { } method || !IsPartOf(method, test)) continue;
            var type = method.DeclaringType;
            // Closures and state machines are nested types that the compiler names with <>.
            while (type is { IsNested: true } && type.Name[0] == '<') type = type.DeclaringType;
            return type;
        }

        return null;
    }

    private static bool IsPartOf(MethodBase method, string test) =>
        string.Equals(method.Name, test, StringComparison.Ordinal) ||
        method.Name.StartsWith($"<{test}>", StringComparison.Ordinal) ||
        method.DeclaringType?.Name.StartsWith($"<{test}>", StringComparison.Ordinal) == true;

    /// <summary>The folder of the project whose output holds the running program, from the repository's root.</summary>
    private static string? ProjectOf(string output)
    {
        string? project = null;
        for (var folder = new DirectoryInfo(output); folder is not null; folder = folder.Parent)
        {
            if (project is null && folder.EnumerateFiles("*.csproj").Any()) project = folder.FullName;
            var isRoot = folder.EnumerateFiles("*.sln").Any() || Path.Exists(Path.Combine(folder.FullName, ".git"));
            if (project is not null && isRoot) return Path.GetRelativePath(folder.FullName, project).Replace('\\', '/');
        }

        return project;
    }
}
