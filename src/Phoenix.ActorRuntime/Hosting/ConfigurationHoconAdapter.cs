using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Microsoft.Extensions.Configuration;

namespace Akka.Hosting.Configuration;

/// <summary>The configuration of a host as HOCON.</summary>
public static class ConfigurationHoconAdapter
{
    /// <summary>Dots in keys part them unless they are quoted, underscores become hyphens, and children that are all
    /// numbers become an array.</summary>
    /// <param name="config">A configuration or a section of one, which keeps its own key.</param>
    /// <param name="normalizeKeys">Whether keys become lower case.</param>
    public static Config ToHocon(this IConfiguration config, bool normalizeKeys = true)
    {
        var root = new HoconObject();
        if (config is IConfigurationSection section)
        {
            Put(root, section, normalizeKeys);
        }
        else
        {
            foreach (var child in config.GetChildren()) Put(root, child, normalizeKeys);
        }

        return new Config(new HoconValue(root));
    }

    private static void Put(HoconObject target, IConfigurationSection section, bool normalize)
    {
        var key = section.Key.Replace('_', '-');
        var path = HoconPath.Split(normalize ? key.ToLower(CultureInfo.InvariantCulture) : key);
        var value = Value(section, normalize);
        for (var i = path.Count - 1; i > 0; i--)
        {
            var inner = new HoconObject();
            inner.Items[path[i]] = value;
            value = new HoconValue(inner);
        }

        target.Items[path[0]] = HoconValue.Merge(value, target.GetKey(path[0]));
    }

    private static HoconValue Value(IConfigurationSection section, bool normalize)
    {
        var children = section.GetChildren().ToList();
        if (children.Count == 0) return section.Value is { } text ? Text(text) : new HoconValue();
        if (children.TrueForAll(static child => HoconUnits.TryParseIndex(child.Key, out _)))
        {
            return new HoconValue(children
                .OrderBy(static child => int.Parse(child.Key, CultureInfo.InvariantCulture))
                .Select(child => Value(child, normalize))
                .ToList());
        }

        var fields = new HoconObject();
        foreach (var child in children) Put(fields, child, normalize);
        return new HoconValue(fields);
    }

    // A host's JSON gives booleans with a capital letter.
    private static HoconValue Text(string text) => text switch
    {
        "True" => new HoconValue("on"),
        "False" => new HoconValue("off"),
        _ => new HoconValue(text),
    };
}
