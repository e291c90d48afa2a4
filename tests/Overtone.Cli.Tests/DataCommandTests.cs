using System.Net;
using System.Net.Sockets;
using System.Text;
using Overtone.Hosting;

namespace Overtone.Cli.Tests;

/// <summary><c>overtone data get --from</c>: the files of a set come from a folder, here or on a server.</summary>
public sealed class DataCommandTests : IDisposable
{
    private static readonly string? Mnist = (Environment.GetEnvironmentVariable("OVERTONE_DATA") ?? "").Split(Path.PathSeparator)
        .Select(root => Path.Combine(root, "mnist")).FirstOrDefault(Directory.Exists);

    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Files_come_from_a_folder_of_this_machine()
    {
        Assert.SkipWhen(Mnist is null, "needs MNIST: set OVERTONE_DATA to a folder that holds it");
        RequireMnist(_program.RunArguments(["data", "get", "mnist", "--quiet", "--to", "root", "--from", Mnist]));
    }

    [Fact]
    public void Files_come_from_another_server()
    {
        Assert.SkipWhen(Mnist is null, "needs MNIST: set OVERTONE_DATA to a folder that holds it");
        using var server = new TcpListener(IPAddress.Loopback, port: 0);
        server.Start();
        _ = Task.Run(() => Serve(server, Mnist), TestContext.Current.CancellationToken);
        string address = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/mirror";
        RequireMnist(_program.RunArguments(["data", "get", "mnist", "--quiet", "--to", "root", "--from", address]));
    }

    [Theory]
    [InlineData("nowhere", "--from: found 'nowhere', expected a folder that exists, or an address that begins with http:// or https://")]
    [InlineData("ftp://host/x", "--from: found 'ftp://host/x', expected a folder that exists, or an address that begins with http")]
    public void What_is_no_folder_and_no_address_is_told_so(string from, string expected)
    {
        CommandLine.Result result = _program.RunArguments(["data", "get", "mnist", "--to", "root", "--from", from]);
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Error);
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "root")));
    }

    [Fact]
    public void A_folder_without_the_files_is_named_and_leaves_nothing()
    {
        Directory.CreateDirectory(Path.Combine(_program.Folder, "empty"));
        CommandLine.Result result = _program.RunArguments(["data", "get", "mnist", "--to", "root", "--from", "empty"]);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("train-images-idx3-ubyte.gz: found no such file", result.Error);
        Assert.False(Directory.Exists(Path.Combine(_program.Folder, "root")));
    }

    private void RequireMnist(CommandLine.Result result)
    {
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Contains("passed", _program.Succeed("data verify mnist --data-root root").Output);
    }

    private static void Serve(TcpListener server, string folder)
    {
        while (true)
        {
            using TcpClient client = server.AcceptTcpClient();
            using NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            string file = Path.GetFileName(reader.ReadLine()!.Split(' ')[1]);
            while (reader.ReadLine() is { Length: > 0 })
            {
            }

            byte[] content = File.ReadAllBytes(Path.Combine(folder, file));
            stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {content.Length}\r\nConnection: close\r\n\r\n"));
            stream.Write(content);
        }
    }
}
