using System.CommandLine;

namespace Overtone.Hosting;

/// <summary>How help spells commands, arguments and options.</summary>
internal static class SymbolText
{
    /// <summary>A command with its arguments: <c>compare &lt;first&gt; &lt;second&gt;</c>.</summary>
    public static string Name(Command command)
    {
        string name = command.Name;
        foreach (Argument argument in command.Arguments)
            name += " " + Name(argument);
        return name;
    }

    /// <summary>An argument: in angle brackets, or square ones where it may be left out.</summary>
    public static string Name(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name}..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues > 0 ? $"<{name}>" : $"[{name}]";
    }

    /// <summary>
    /// An option with its aliases and its value: <c>-o, --out &lt;folder&gt;</c>, or <c>--clip [true|false]</c> where it needs none.
    /// </summary>
    public static string Name(Option option)
    {
        string name = option.Name;
        foreach (string alias in option.Aliases)
            name = alias.StartsWith('-') ? $"{alias}, {name}" : name;
        return option.HelpName is not { } value ? name : option.Arity.MinimumNumberOfValues > 0 ? $"{name} <{value}>" : $"{name} [{value}]";
    }

    /// <summary>What an argument is, with its default.</summary>
    public static string Description(Argument argument) =>
        WithDefault(argument.Description, argument.HasDefaultValue ? argument.GetDefaultValue() : null);

    /// <summary>What an option sets, with its default.</summary>
    public static string Description(Option option) =>
        WithDefault(option.Description, option.HasDefaultValue ? option.GetDefaultValue() : null);

    private static string WithDefault(string? description, object? value) =>
        value is null or false ? description ?? "" : $"{description} (default: {OptionBinder.Format(value)})";
}
