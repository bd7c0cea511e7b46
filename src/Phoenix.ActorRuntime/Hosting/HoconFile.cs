using System.Collections.Immutable;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Hosting;

/// <summary>Files of HOCON and what they include.</summary>
internal static class HoconFile
{
    /// <summary>A missing file is a mistake unless it is included without <c>required</c>.</summary>
    internal static Config Read(string path) => new(Read(path, path, []));

    private static HoconRoot Read(string path, string name, ImmutableList<string> above)
    {
        var full = Path.GetFullPath(path);
        var files = above.Add(full);
        if (above.Contains(full)) throw new ConfigurationException($"{string.Join(" includes ", files)}.");
        return Parser.Parse(File.ReadAllText(full), Include, name);

        HoconRoot? Include(string other)
        {
            var included = Path.Combine(Path.GetDirectoryName(full)!, other);
            return File.Exists(included) ? Read(included, other, files) : null;
        }
    }
}
