using System.Text.RegularExpressions;

namespace Akka.Util
{
    /// <summary>What the process runs on.</summary>
    public static class RuntimeDetector
    {
        public static readonly bool IsMono = Type.GetType("Mono.Runtime") is not null;

        public static readonly bool IsWindows = OperatingSystem.IsWindows();
    }

    /// <summary>Chance, for code that has no seed; nothing for a deterministic run.</summary>
    public static class ThreadLocalRandom
    {
        public static Random Current => Random.Shared;
    }

    /// <summary>Questions about types.</summary>
    public static class TypeExtensions
    {
        public static bool Implements<T>(this Type type) => type.Implements(typeof(T));

        public static bool Implements(this Type type, Type moreGeneralType) => moreGeneralType.IsAssignableFrom(type);
    }

    /// <summary>Patterns with <c>*</c> and <c>?</c>.</summary>
    public static class WildcardMatch
    {
        public static bool Like(this string text, string pattern, bool caseSensitive = false) =>
            new Regex(
                "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$",
                RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking |
                (caseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase)).IsMatch(text);
    }
}

namespace Akka.Util.Internal
{
    /// <summary>Shorthands for collections, text and times.</summary>
    public static class Extensions
    {
        public static T AsInstanceOf<T>(this object self) => (T)self;

        /// <returns>The default of the type if there is none.</returns>
        public static T Head<T>(this IEnumerable<T> self) => self.FirstOrDefault()!;

        public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count) => self.Skip(count);

        /// <returns>The last <paramref name="n"/>.</returns>
        public static IEnumerable<T> TakeRight<T>(this IEnumerable<T> self, int n) => self.TakeLast(n);

        public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item) => enumerable.Append(item);

        public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
        {
            foreach (var item in source) action(item);
        }

        [Obsolete("Set the item of the dictionary.")]
        public static void AddOrSet<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value) =>
            hash[key] = value;

        public static IDictionary<TKey, TValue> AddAndReturn<TKey, TValue>(
            this IDictionary<TKey, TValue> hash, TKey key, TValue value)
        {
            hash[key] = value;
            return hash;
        }

        public static TValue GetOrElse<TKey, TValue>(
            this IDictionary<TKey, TValue> hash, TKey key, TValue elseValue) =>
            hash.TryGetValue(key, out var value) ? value : elseValue;

        public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);

        public static string BetweenDoubleQuotes(this string self) => "\"" + self + "\"";

        /// <summary>Splits at the dots that are not between double quotes; the quotes go.</summary>
        public static IEnumerable<string> SplitDottedPathHonouringQuotes(this string path)
        {
            var begin = 0;
            var quoted = false;
            for (var i = 0; i <= path.Length; i++)
            {
                if (i < path.Length && path[i] == '"') quoted = !quoted;
                if (i < path.Length && (quoted || path[i] != '.')) continue;
                yield return path[begin..i].Replace("\"", string.Empty, StringComparison.Ordinal);
                begin = i + 1;
            }
        }

        public static TimeSpan Max(this TimeSpan @this, TimeSpan other) => @this >= other ? @this : other;

        public static TimeSpan Min(this TimeSpan @this, TimeSpan other) => @this <= other ? @this : other;
    }
}
