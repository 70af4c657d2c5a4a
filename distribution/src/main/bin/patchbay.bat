@echo off
rem Starts Patchbay: finds a JDK 25 and hands over. Variables: JAVA_HOME or PATCHBAY_JAVA (which Java),
rem PATCHBAY_JAVA_OPTS (more flags for Java, such as -Xmx2g).
setlocal EnableExtensions
for %%I in ("%~dp0..") do set "PATCHBAY_HOME=%%~fI"
if not exist "%PATCHBAY_HOME%\lib" (
  echo patchbay: %PATCHBAY_HOME%\lib is missing; unpack the archive again. 1>&2
  exit /b 1
)

set "JAVA="
if defined PATCHBAY_JAVA set "JAVA=%PATCHBAY_JAVA%"
if not defined JAVA call :try "%JAVA_HOME%"
if not defined JAVA call :try "%JAVA25_HOME%"
if not defined JAVA for /f "delims=" %%J in ('where java 2^>nul') do if not defined JAVA call :try "%%~dpJ.."
for %%F in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks") do (
  if not defined JAVA if exist "%%~F" for /d %%D in ("%%~F\*") do if not defined JAVA call :try "%%~D"
)
if not defined JAVA (
  echo patchbay: no JDK 25 found in JAVA_HOME, JAVA25_HOME, the PATH, Program Files and .jdks; install one ^(such as Temurin 25^) or set JAVA_HOME to its folder. 1>&2
  exit /b 1
)

set "FLAGS=-Djdk.serialFilter=!* --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
rem The agent that checks plugins needs Linux or macOS: here a server starts with plugins.agent set to off.
if "%~1"=="dev" set "FLAGS=%FLAGS% @server.flags@ @guard.flags@"
if "%~1"=="serve" set "FLAGS=%FLAGS% @server.flags@ @guard.flags@"
if "%~1"=="stdio" set "FLAGS=%FLAGS% @server.flags@ @guard.flags@ -Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr"
"%JAVA%" %FLAGS% %PATCHBAY_JAVA_OPTS% -cp "%PATCHBAY_HOME%\lib\*" dev.patchbay.server.Main %*
exit /b %ERRORLEVEL%

:try
if "%~1"=="" exit /b 0
if not exist "%~1\release" exit /b 0
findstr /b /c:"JAVA_VERSION=\"25" "%~1\release" >nul 2>nul && set "JAVA=%~1\bin\java.exe"
exit /b 0
