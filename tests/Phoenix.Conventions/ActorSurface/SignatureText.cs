using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Phoenix.Conventions.ActorSurface;

/// <summary>Writes types and members so that two of them read alike exactly when the same source can use
/// either.</summary>
/// <remarks>Names of type parameters, nullability of references names of tuple elements and
/// <c>readonly</c> do not count.</remarks>
internal static class SignatureText
{
    public static string KindOf(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        return kind + Constraints(type.GetGenericArguments());
    }

    public static string NameOf(Type type)
    {
        if (type.IsGenericParameter)
        {
            return (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition;
        }

        if (type.IsByRef) return NameOf(type.GetElementType()!);
        if (type.IsArray) return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        var name = type.IsNested ? NameOf(type.DeclaringType!) + "+" + type.Name : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType && !type.IsGenericTypeDefinition
            ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(NameOf))}>"
            : name;
    }

    /// <returns>Null for what a compiler adds on its own.</returns>
    public static string? Of(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) && member.Name.Contains('<') => null,
        ConstructorInfo { IsStatic: true } => null,
        ConstructorInfo constructor => $"{Access(constructor)} new({Parameters(constructor)})",
        MethodInfo method => Of(method),
        FieldInfo field => Of(field),
        _ => null,
    };

    private static string Of(MethodInfo method)
    {
        var generics = method.GetGenericArguments();
        var arity = generics.Length == 0 ? "" : "<" + new string(',', generics.Length - 1) + ">";
        return $"{Access(method)}{Inheritance(method)} {Result(method)} {method.Name}{arity}" +
            $"({Parameters(method)}){Constraints(generics)}";
    }

    private static string Of(FieldInfo field)
    {
        var access = field.IsPublic ? "public" : "protected";
        var what = $"{NameOf(field.FieldType)} {field.Name}";
        return field.IsLiteral
            ? $"{access} const {what}={field.GetRawConstantValue()}"
            : $"{access}{(field.IsStatic ? " static" : "")} {what}";
    }

    private static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    private static string Inheritance(MethodInfo method) => method switch
    {
        { IsStatic: true } => " static",
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } => " virtual",
        _ => "",
    };

    private static string Result(MethodInfo method)
    {
        var init = method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        return (method.ReturnType.IsByRef ? "ref " : "") + (init ? "init" : NameOf(method.ReturnType));
    }

    private static string Parameters(MethodBase method)
    {
        var self = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return self + string.Join(", ", method.GetParameters().Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var mode = parameter switch
        {
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "",
        };
        var value = parameter.HasDefaultValue
            ? "=" + (Convert.ToString(parameter.RawDefaultValue, CultureInfo.InvariantCulture) ?? "")
            : "";
        return $"{mode}{NameOf(parameter.ParameterType)} {parameter.Name}{value}";
    }

    private static string Constraints(Type[] parameters)
    {
        var text = "";
        foreach (var parameter in parameters.Where(parameter => parameter.IsGenericParameter))
        {
            var limits = parameter.GetGenericParameterConstraints()
                .Select(NameOf).Order(StringComparer.Ordinal).ToList();
            var special = parameter.GenericParameterAttributes & GenericParameterAttributes.SpecialConstraintMask;
            if (special != GenericParameterAttributes.None) limits.Add(special.ToString());
            if (limits.Count > 0) text += $" where {NameOf(parameter)} : {string.Join(", ", limits)}";
        }

        return text;
    }
}
